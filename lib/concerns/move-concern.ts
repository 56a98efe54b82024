import { type Actor, hasStaffRole, memberRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { CONCERN_READERS, CONCERN_WORDS, type ConcernState, concernEdge } from "./concern";
import {
  findConcern,
  findLinkedGrant,
  findTriager,
  insertConcernEvent,
  type LinkedGrant,
  lockConcern,
  moveConcern,
} from "./store";

type Bytes = Uint8Array<ArrayBuffer>;

export type ConcernMove = {
  actor: Actor;
  concernId: string;
  to: Exclude<ConcernState, "open">;
  /** What it is about, as the desk found; "" leaves what was found before. */
  grantId: string;
  answer: Bytes | null;
  note: Bytes | null;
};

/**
 * Before anything is sealed for it: a key is made for a concern that exists, and for nothing else.
 *
 * @throws AppError `not_found`, also for whoever may not read concerns
 */
export async function requireConcern(actor: Actor, concernId: string): Promise<void> {
  const concern = await read((tx) => findConcern(tx, concernId));
  if (concern === undefined || !hasStaffRole(actor, ...CONCERN_READERS)) throw new AppError("not_found");
}

/**
 * Moves a concern along the table, with its event and its ledger entry, in the caller's transaction.
 *
 * @returns the approval that it is about, null when none was found
 * @throws AppError `not_found` for whoever may not read concerns; `forbidden` in another role, and to a member of the
 * organisation that it is about; `wrong_state`; `invalid_request` for an approval that does not exist
 */
export async function moveAlong(tx: Tx, move: ConcernMove): Promise<LinkedGrant | null> {
  const { actor, concernId, to } = move;
  const concern = await lockConcern(tx, concernId);
  if (concern === undefined || !hasStaffRole(actor, ...CONCERN_READERS)) throw new AppError("not_found");
  const edge = concernEdge(concern.state, to);
  if (edge === undefined) {
    throw new AppError(
      "wrong_state",
      `The concern is at “${CONCERN_WORDS[concern.state].label}”; it cannot go to “${CONCERN_WORDS[to].label}”.`,
    );
  }
  if (!hasStaffRole(actor, ...edge.who)) {
    throw new AppError("forbidden", `This needs the role ${edge.who.join(" or ").replaceAll("_", " ")}.`);
  }
  if (concern.state === "triaged" && (await findTriager(tx, concernId)) === actor.personId) {
    throw new AppError("forbidden", "You triaged this concern: someone else decides it.");
  }
  const grant = await grantFor(tx, actor, move.grantId === "" ? concern.grantId : move.grantId);
  if (to === "upheld" && grant === null) {
    throw new AppError("invalid_request", "Say which approval it is about, so that it is reviewed again.", {
      errors: [{ pointer: "/grant_id", message: "Choose the approval that it is about" }],
    });
  }
  if (!(await moveConcern(tx, { id: concernId, from: concern.state, to, grantId: grant?.id ?? null }))) {
    throw new AppError("wrong_state", "Someone else has just moved this concern.");
  }
  const { answer, note } = move;
  await insertConcernEvent(tx, {
    concernId,
    fromState: concern.state,
    toState: to,
    actorId: actor.personId,
    answer,
    note,
  });
  await appendEntry(tx, {
    kind: "concern.state_changed",
    subjectId: concernId,
    data: {
      from: concern.state,
      to,
      actor: actor.personId,
      grant: grant?.id ?? null,
      answer: answer === null ? null : sha256Hex(answer),
      note: note === null ? null : sha256Hex(note),
    },
  });
  return grant;
}

async function grantFor(tx: Tx, actor: Actor, grantId: string | null): Promise<LinkedGrant | null> {
  if (grantId === null) return null;
  const grant = await findLinkedGrant(tx, grantId);
  if (grant === undefined) {
    throw new AppError("invalid_request", "There is no such approval.", {
      errors: [{ pointer: "/grant_id", message: "Choose one of the list" }],
    });
  }
  if (memberRole(actor, grant.tenantId) !== undefined) {
    throw new AppError("forbidden", "You belong to the organisation concerned: other people handle this.");
  }
  return grant;
}
