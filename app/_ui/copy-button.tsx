"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

const SHOWN_MS = 2_000;

/** Puts a text on the clipboard and says so, or says that it could not. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [said, setSaid] = useState<"Copied" | "Select it and copy it yourself" | null>(null);
  const copied = said === "Copied";
  async function copy() {
    try {
      // Not there at all on a plain http host other than this machine.
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select it and copy it yourself");
    }
    setTimeout(() => setSaid(null), SHOWN_MS);
  }
  return (
    <Button look="quiet" onClick={() => void copy()}>
      {copied ? <Check aria-hidden size={15} /> : <Copy aria-hidden size={15} />}
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}
