import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { databaseNow, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { activePack } from "#lib/policy/active-pack";
import { addBusinessDays } from "#lib/policy/business-time";
import { newFilerLink } from "./filer-link";
import { countFilingFrom } from "./filing-limit";
import { concernSeal } from "./sealed-words";
import type { Filing } from "./statement";
import { insertConcern, insertConcernEvent, nextConcernReference } from "./store";

export type FiledConcern = {
  concernId: string;
  reference: string;
  /** The secret of the link to follow it with; said this once, and kept nowhere. */
  secret: string;
};

/**
 * Takes a concern from anyone. It opens a triage that cannot be skipped, due by the clock of the pack in force.
 *
 * What was said is sealed before it is stored; the ledger has the digest of the sealed bytes and nothing else.
 *
 * @param input.address of the sender, for the limit alone; kept only as a keyed digest, for an hour
 * @throws AppError `rate_limited`
 */
export async function fileConcern(input: { filing: Filing; address: string | null }): Promise<FiledConcern> {
  await countFilingFrom(input.address);
  const { filedAs, contact, ...said } = input.filing;
  const concernId = newId("cnc");
  const sealed = await concernSeal(concernId);
  const statement = sealed("statement", JSON.stringify(said));
  const { secret, digest: linkDigest } = newFilerLink();

  return transaction(async (tx) => {
    const pack = await activePack(tx);
    const now = await databaseNow(tx);
    const reference = await nextConcernReference(tx, now.getUTCFullYear());
    const dueAt = addBusinessDays(now, pack.clocks.triage_days);
    await insertConcern(tx, {
      id: concernId,
      reference,
      linkDigest,
      filedAs,
      statement,
      contact: contact === "" ? null : sealed("contact", contact),
      packVersion: pack.version,
      dueAt,
      createdAt: now,
    });
    await insertConcernEvent(tx, {
      concernId,
      fromState: null,
      toState: "open",
      actorId: null,
      answer: null,
      note: null,
    });
    await appendEntry(tx, {
      kind: "concern.filed",
      subjectId: concernId,
      data: { reference, pack: pack.version, due_at: dueAt.toISOString(), statement: sha256Hex(statement) },
    });
    await emitEvent(tx, { kind: "concern.filed", subjectId: concernId });
    return { concernId, reference, secret };
  });
}
