import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, read, transaction } from "#lib/platform/db";
import { concernContactEndsAt } from "#lib/policy/clock";
import { loadPack } from "#lib/policy/load-pack";
import { CONCERN_OUTCOMES } from "./concern";
import { eraseContact, findKeptContacts } from "./store";

/**
 * Erases how to reach the filers of concerns that were decided long enough ago, by the clock of the pack under which
 * each was filed. What was said and answered stays, and so does the filer's link. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were erased
 */
export async function eraseOldContacts({ now }: { now?: Date } = {}): Promise<number> {
  const { at, kept } = await read(async (tx) => ({
    at: now ?? (await databaseNow(tx)),
    kept: await findKeptContacts(tx, CONCERN_OUTCOMES),
  }));
  let erased = 0;
  for (const { id, packVersion, decidedAt } of kept) {
    erased += await transaction(async (tx) => {
      const { pack } = await loadPack(tx, packVersion);
      const endsAt = concernContactEndsAt(pack, decidedAt);
      if (at < endsAt || !(await eraseContact(tx, id))) return 0;
      await appendEntry(tx, {
        kind: "concern.contact_erased",
        subjectId: id,
        data: { decided_at: decidedAt.toISOString(), kept_until: endsAt.toISOString() },
      });
      return 1;
    });
  }
  return erased;
}
