"use client";

import { Check, CircleAlert, CloudOff, LoaderCircle } from "lucide-react";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button";
import { Said } from "#ui/said";
import { hourAndMinute } from "../../../_messages/formats";
import type { SaveState } from "./use-autosave";

/** What became of what was typed, in words, always in the same place. */
export function SaveStatus({ state }: { state: SaveState }) {
  const here = usePathname();
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-small text-ink-2">
      <Content state={state} here={here} />
    </div>
  );
}

function Content({ state, here }: { state: SaveState; here: string }) {
  const t = useTranslations("apply.save");
  const language = useLocale();
  switch (state.kind) {
    case "saving":
      return (
        <>
          <LoaderCircle aria-hidden size={15} className="motion-safe:animate-spin" /> {t("saving")}
        </>
      );
    case "saved":
      return (
        <>
          <Check aria-hidden size={15} className="text-good" />{" "}
          {t("saved", { time: hourAndMinute(language, state.at) })}
        </>
      );
    case "kept":
      return (
        <>
          <CloudOff aria-hidden size={15} className="text-warn" />
          <span className="text-warn">{t("kept")}</span>{" "}
          {state.text === undefined ? t(state.says) : <Said>{state.text}</Said>}
          {state.why === "signed_out" ? (
            <ButtonLink href={`/sign-in?next=${encodeURIComponent(here)}`} look="quiet">
              {t("signIn")}
            </ButtonLink>
          ) : null}
        </>
      );
    case "conflict":
      return (
        <>
          <CircleAlert aria-hidden size={15} className="text-warn" />
          <span className="text-warn">{t("conflict")}</span>
        </>
      );
    default:
      return t("asYouType");
  }
}
