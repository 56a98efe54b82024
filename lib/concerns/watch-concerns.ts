import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { findOverdueConcerns, insertEscalation } from "./store";

/**
 * Says of every concern whose triage is overdue that it is: a row, a ledger entry, and word to those who triage.
 * Once each. It stays open until a person looks at it.
 *
 * @param now the moment to judge by
 * @returns how much was said
 */
export async function watchConcerns({ now }: { now: Date }): Promise<number> {
  const overdue = await transaction((tx) => findOverdueConcerns(tx, now));
  let said = 0;
  for (const { id, dueAt } of overdue) {
    said += await transaction(async (tx) => {
      if (!(await insertEscalation(tx, { concernId: id, dueAt, createdAt: now }))) return 0;
      const data = { due_at: dueAt.toISOString() };
      await appendEntry(tx, { kind: "concern.overdue", subjectId: id, data });
      await emitEvent(tx, { kind: "concern.overdue", subjectId: id, data });
      return 1;
    });
  }
  return said;
}
