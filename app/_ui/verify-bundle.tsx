"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readBundle } from "#lib/ledger/bundle";
import { type Account, verifyBundle } from "#lib/ledger/verify-bundle";
import { Button } from "./button";

type Outcome =
  | { status: "idle" | "checking" | "unreachable" | "notYet" }
  | { status: "verified"; account: Account }
  | { status: "refused"; reason: string };

/**
 * Takes a bundle of the ledger away and judges it here, by the verifier that auditors run offline.
 *
 * @param address of the bundle, on this host
 * @param name of the file under which the reader keeps it
 */
export function VerifyBundle({ address, name }: { address: string; name: string }) {
  const t = useTranslations("verify");
  const [outcome, setOutcome] = useState<Outcome>({ status: "idle" });

  async function verify(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const held = String(new FormData(event.currentTarget).get("held") ?? "").trim();
    setOutcome({ status: "checking" });
    setOutcome(await judged(address, held).catch(() => ({ status: "unreachable" as const })));
  }

  return (
    <div className="grid gap-4">
      <form onSubmit={verify} className="grid max-w-2xl gap-3">
        <details>
          <summary className="cursor-pointer text-small text-ink-2">{t("held")}</summary>
          <label htmlFor="held" className="mt-2 block text-small text-ink-2">
            {t("heldHelp")}
          </label>
          <textarea
            id="held"
            name="held"
            rows={5}
            spellCheck={false}
            className="mt-1 w-full rounded-field border border-field bg-surface p-2 font-mono text-[12.5px] text-ink"
          />
        </details>
        <div>
          <Button type="submit" look="primary" disabled={outcome.status === "checking"}>
            {outcome.status === "checking" ? t("verifying") : t("verify")}
          </Button>
        </div>
      </form>
      <div role="status">
        <Said outcome={outcome} />
      </div>
      <p className="text-small text-ink-2">
        <a href={address}>{t("bundle")}</a>. {t("offline")}{" "}
        <code className="font-mono">npm run verify-ledger -- {name}</code>
      </p>
    </div>
  );
}

async function judged(address: string, held: string): Promise<Outcome> {
  const response = await fetch(address, { cache: "no-store" }).catch(() => null);
  if (response?.status === 404) return { status: "notYet" };
  if (response === null || !response.ok) return { status: "unreachable" };
  const read = readBundle(await response.text());
  if (!read.ok) return { status: "refused", reason: read.reason };
  const verdict = verifyBundle(read.bundle, held === "" ? {} : { held: `${held}\n` });
  if (!verdict.ok) return { status: "refused", reason: verdict.failure.reason };
  return { status: "verified", account: verdict.account };
}

function Said({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("verify");
  switch (outcome.status) {
    case "idle":
    case "checking":
      return null;
    case "unreachable":
    case "notYet":
      return <p className="border-s-2 border-warn ps-3 text-sm">{t(outcome.status)}</p>;
    case "refused":
      return (
        <p className="grid gap-1 border-s-2 border-bad ps-3 text-sm">
          <strong className="text-bad">{t("notVerified")}</strong>
          <span lang="en">{outcome.reason}</span>
        </p>
      );
    case "verified": {
      const { entries, size, checkpoints, origin } = outcome.account;
      return (
        <p className="grid gap-1 border-s-2 border-good ps-3 text-sm">
          <strong className="text-good">{t("verified")}</strong>
          <span>{t("verifiedText", { entries, size, checkpoints, origin })}</span>
        </p>
      );
    }
  }
}
