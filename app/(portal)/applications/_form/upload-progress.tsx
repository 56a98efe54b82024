"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button";
import { Said } from "#ui/said";
import { StateBadge } from "#ui/state-badge";
import { classes } from "../../../_ui/classes";
import type { Sending } from "./send-file";

const TONES = { sending: "info", waiting: "warn", done: "good", refused: "bad", lost: "warn" } as const;

/** Every file of this visit with what became of it. */
export function UploadProgress({
  sending,
  onAgain,
}: {
  sending: readonly Sending[];
  onAgain: (sending: Sending) => void;
}) {
  const t = useTranslations("apply.docs");
  return (
    <ul aria-live="polite" aria-label={t("uploads")} className="grid gap-2 empty:hidden">
      {sending.map((one) => (
        <li key={one.key} className="grid gap-1 rounded-field bg-sunken px-3 py-2">
          <div className="flex flex-wrap items-center justify-between gap-2 text-small">
            <span className="min-w-0 break-words">{one.file.name}</span>
            <StateBadge tone={TONES[one.state]}>{t(`state.${one.state}`)}</StateBadge>
          </div>
          {one.state === "sending" || one.state === "waiting" ? (
            <progress
              value={one.part}
              max={1}
              aria-label={t("uploadOf", { file: one.file.name })}
              className="h-1.5 w-full accent-accent"
            />
          ) : null}
          <Outcome one={one} />
          {one.state === "lost" ? (
            <div>
              <Button onClick={() => onAgain(one)}>{t("again")}</Button>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Its digest once it is on file, why it was refused, or what happens next. */
function Outcome({ one: { state, detail, says } }: { one: Sending }) {
  const t = useTranslations("apply.docs");
  if (state === "done") return <p className="font-mono text-tiny break-all text-ink-2">sha256 {detail}</p>;
  if (state === "refused") {
    return (
      <p className="text-small text-bad">
        <Said>{detail}</Said>
      </p>
    );
  }
  if (says === undefined) return null;
  return <p className={classes("text-small", state === "lost" ? "text-bad" : "text-ink-2")}>{t(says)}</p>;
}
