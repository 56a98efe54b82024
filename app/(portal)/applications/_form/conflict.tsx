"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#ui/form-message";
import type { Difference } from "./answer";

/** Both versions of a step, side by side, so that whoever goes on knows what they replace. */
export function Conflict({
  differences,
  children,
}: {
  differences: readonly Difference[];
  children: ReactNode;
}) {
  const t = useTranslations("apply.conflict");
  return (
    <Notice tone="warn" title={t("title")}>
      <div className="mt-2 grid gap-4">
        <dl className="grid gap-3">
          {differences.map(({ name, label, mine, theirs }) => (
            <div key={name} className="grid gap-1">
              <dt className="font-semibold">{label}</dt>
              <dd className="grid gap-2 sm:grid-cols-2">
                <Version whose={t("theirs")} text={theirs} />
                <Version whose={t("mine")} text={mine} />
              </dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
    </Notice>
  );
}

function Version({ whose, text }: { whose: string; text: string }) {
  const t = useTranslations("apply.conflict");
  return (
    <div className="rounded-field bg-surface px-3 py-2">
      <p className="text-tiny text-ink-2">{whose}</p>
      <p className="break-words whitespace-pre-wrap">{text === "" ? t("nothing") : text}</p>
    </div>
  );
}
