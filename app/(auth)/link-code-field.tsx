"use client";

import { useTranslations } from "next-intl";
import { TextField } from "#ui/field";
import { useCodeOfLink } from "../_edge/code-of-link";

/** The code of a link that was mailed, taken from the address; without scripts it is pasted. */
export function LinkCodeField({ error }: { error: string | undefined }) {
  const t = useTranslations("auth");
  const code = useCodeOfLink();
  return (
    <TextField
      key={code}
      name="code"
      label={t("linkCode")}
      help={t("linkCodeHelp")}
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      defaultValue={code}
      error={error}
      required
    />
  );
}
