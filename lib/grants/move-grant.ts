import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { grantEdge } from "./grant";
import { saveGrantState } from "./store";
import type { GrantState } from "./terms";

/**
 * The one place that moves a grant: checks the table, records who and why, tells the ledger and the other rooms.
 *
 * @throws AppError `wrong_state` where the table has no such edge
 */
export async function moveGrant(
  tx: Tx,
  move: {
    grantId: string;
    from: GrantState;
    to: GrantState;
    actorId: string | null;
    note?: string;
    reasonCode?: string;
  },
): Promise<void> {
  const by = move.actorId === null ? "service" : "staff";
  const edge = grantEdge(move.from, move.to, by, move.reasonCode);
  if (edge === undefined) {
    throw new AppError("wrong_state", `A grant that is ${move.from} cannot become ${move.to} this way.`);
  }
  await saveGrantState(tx, {
    eventId: newId("evt"),
    grantId: move.grantId,
    from: move.from,
    to: move.to,
    actorId: move.actorId,
    reasonCode: edge.reasonCode,
    note: move.note ?? null,
  });
  await appendEntry(tx, {
    kind: "grant.state_changed",
    subjectId: move.grantId,
    data: { from: move.from, to: move.to, reason_code: edge.reasonCode, actor: move.actorId },
    ...(move.note === undefined ? {} : { secret: { note: move.note } }),
  });
  await emitEvent(tx, {
    kind: "grant.changed",
    subjectId: move.grantId,
    data: { from: move.from, to: move.to },
  });
}
