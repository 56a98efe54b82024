import { canonicalJson } from "#lib/platform/canonical-json";
import { databaseNow, read } from "#lib/platform/db";
import { activePack } from "./active-pack";
import { type Day, dayOf } from "./days";
import { factsOnRecord } from "./facts-in-force";
import type { LegalFact } from "./legal-fact";
import type { PolicyPack } from "./pack";
import { packContent, packDigest } from "./pack-digest";

/** The policy as it stands today, for anyone who asks. */
export type PolicyInForce = {
  pack: PolicyPack;
  /** SHA-256 of the pack's RFC 8785 canonical JSON, 64 hex digits: what each screening rests on. */
  digest: string;
  today: Day;
  /** On record by two people, also those that come into force later. */
  facts: readonly LegalFact[];
};

/** The pack that judges now and the facts on record. Public: it holds nothing about anyone. */
export function policyInForce(): Promise<PolicyInForce> {
  return read(async (tx) => {
    const pack = await activePack(tx);
    return {
      pack,
      digest: packDigest(pack),
      today: dayOf(await databaseNow(tx)),
      facts: await factsOnRecord(tx),
    };
  });
}

/** The pack in force as the very bytes whose SHA-256 is its digest. */
export function packForDownload(): Promise<{ version: string; text: string }> {
  return read(async (tx) => {
    const pack = await activePack(tx);
    return { version: pack.version, text: canonicalJson(packContent(pack)) };
  });
}
