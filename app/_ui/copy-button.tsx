"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";

const SHOWN_MS = 2_000;

/** Puts a text on the clipboard and says so, or says that it could not. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTranslations("ui");
  const [said, setSaid] = useState<"copied" | "copyYourself" | null>(null);
  const copied = said === "copied";
  async function copy() {
    try {
      // Not there at all on a plain http host other than this machine.
      await navigator.clipboard.writeText(text);
      setSaid("copied");
    } catch {
      setSaid("copyYourself");
    }
    setTimeout(() => setSaid(null), SHOWN_MS);
  }
  return (
    <Button look="quiet" onClick={() => void copy()}>
      {copied ? <Check aria-hidden size={15} /> : <Copy aria-hidden size={15} />}
      <span aria-live="polite">{said === null ? (label ?? t("copy")) : t(said)}</span>
    </Button>
  );
}
