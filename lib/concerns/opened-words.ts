import { databaseNow, type Tx } from "#lib/platform/db";
import { openWords } from "./sealed-words";
import type { Statement } from "./statement";
import { type ConcernRow, findConcernEvents } from "./store";

/** What the filer said. */
export async function statementOf({ id, statement }: ConcernRow): Promise<Statement> {
  // Sealed by us and authenticated: what comes out is what `fileConcern` put in.
  return JSON.parse(await openWords(id, "statement", statement)) as Statement;
}

/** A concern's way in words, the earliest first. */
export async function stepsOf(tx: Tx, concernId: string) {
  const events = await findConcernEvents(tx, concernId);
  return Promise.all(
    events.map(async ({ id, toState, actorId, answer, note, createdAt }) => ({
      key: id,
      at: createdAt,
      state: toState,
      by: actorId,
      answer: answer === null ? null : await openWords(concernId, "answer", answer),
      note: note === null ? null : await openWords(concernId, "note", note),
    })),
  );
}

/** The triage's clock runs while nobody has read it; afterwards it is met or was missed, and no longer counts. */
export async function isOverdue(tx: Tx, { state, dueAt }: ConcernRow): Promise<boolean> {
  return state === "open" && dueAt < (await databaseNow(tx));
}
