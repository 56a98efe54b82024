"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Entries } from "#lib/applications/form/read-section";
import { Button } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { forgetHere, keptHere } from "./kept-locally";

/** Text of an earlier visit that never reached the server, offered back. */
export function KeptHere({
  localKey,
  stored,
  onRestore,
}: {
  localKey: string;
  stored: Entries;
  onRestore: (entries: Entries) => void;
}) {
  const t = useTranslations("apply.kept");
  const [kept, setKept] = useState<{ at: Date; entries: Entries } | null>(null);
  // Read once, when the page opens: what is typed from now on is kept under the same key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save changes `stored`, and must not ask again
  useEffect(() => {
    const found = keptHere(localKey);
    if (found !== null && !sameText(found.entries, stored)) setKept(found);
  }, [localKey]);

  if (kept === null) return null;
  return (
    <Notice tone="warn" title={t("title")}>
      <p>{t.rich("typed", { when: () => <Moment at={kept.at} /> })}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          look="primary"
          onClick={() => {
            onRestore(kept.entries);
            setKept(null);
          }}
        >
          {t("back")}
        </Button>
        <Button
          onClick={() => {
            forgetHere(localKey);
            setKept(null);
          }}
        >
          {t("forget")}
        </Button>
      </div>
    </Notice>
  );
}

function sameText(one: Entries, other: Entries): boolean {
  const text = (entries: Entries) =>
    JSON.stringify(
      entries
        .filter(([, value]) => value.trim() !== "")
        .map(([name, value]) => `${name}=${value.trim()}`)
        .sort(),
    );
  return text(one) === text(other);
}
