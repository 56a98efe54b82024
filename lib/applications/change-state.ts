import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { endsAmendment } from "./amendment";
import type { ApplicationState, ReasonCode } from "./application";
import { clockAfterMove } from "./case-clock";
import { checkEdge } from "./check-edge";
import { endAmendment } from "./end-amendment";
import { endQuestions } from "./end-questions";
import { findFiledDigests } from "./evidence-store";
import { endingFor } from "./information";
import { findCaseCountry } from "./revision-store";
import { STAGES } from "./stage";
import { type ApplicationRow, insertStateEvent, lockApplication, moveState } from "./store";

export type StateChange = {
  applicationId: string;
  from: ApplicationState;
  to: ApplicationState;
  /** The person who moves it, judged by the table; `"service"` for the software itself. */
  actor: Actor | "service";
  reasonCode: ReasonCode;
  /** For people; kept out of the public ledger but for a salted commitment. */
  note?: string;
};

/**
 * Moves a case along one edge of the table: the only place that moves a state, for this room and those to the
 * right. Writes the event, the ledger entry (who by role, why, under which pack, over which evidence) and tells
 * the rooms that listen, in the caller's transaction. The clock, open questions and an open amendment go with the
 * state, so that no verb can forget them.
 *
 * @throws AppError `not_found`; `wrong_state` when the case is elsewhere or the table has no such edge;
 * `forbidden` when the edge is not this person's
 */
export async function changeState(tx: Tx, change: StateChange): Promise<void> {
  const { applicationId, from, to, actor, reasonCode, note } = change;
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) throw new AppError("not_found");

  const { organisationId, revisionId, packVersion } = application;
  const edge = checkEdge({ from, to, reason: reasonCode }, { actor, organisationId });
  if (!edge.ok) throw refusal(edge.refusal, from, to);

  const clock = await clockAfter(tx, change, application);
  if (!(await moveState(tx, { id: applicationId, from, to, ...clock })))
    throw refusal("no_such_edge", application.state, to);
  const actorId = actor === "service" ? null : actor.personId;
  await insertStateEvent(tx, {
    applicationId,
    revisionId,
    fromState: from,
    toState: to,
    actorId,
    actorRole: edge.role,
    reasonCode,
    note: note ?? null,
    packVersion,
  });

  await leaveBehind(tx, change);
  await tellOthers(tx, change, { role: edge.role, actorId, application });
}

async function clockAfter(tx: Tx, { from, to }: StateChange, application: ApplicationRow) {
  const country = from === "rfi" ? await findCaseCountry(tx, application.revisionId) : null;
  return clockAfterMove(application, { from, to, now: await databaseNow(tx) }, country);
}

/** What has no meaning where the case is now ends with the move. */
async function leaveBehind(
  tx: Tx,
  { applicationId, from, to, actor, reasonCode }: StateChange,
): Promise<void> {
  const how = endingFor(reasonCode);
  if (from === "rfi" && how !== "answered") await endQuestions(tx, { applicationId, how, actor });
  if (endsAmendment(to)) await endAmendment(tx, { applicationId, endedAs: "overtaken", actor });
}

async function tellOthers(
  tx: Tx,
  { applicationId, from, to, reasonCode, note }: StateChange,
  { role, actorId, application }: { role: string; actorId: string | null; application: ApplicationRow },
): Promise<void> {
  const { revisionId, packVersion, organisationId } = application;
  await appendEntry(tx, {
    kind: "application.state_changed",
    subjectId: applicationId,
    data: {
      from,
      to,
      reason: reasonCode,
      role,
      actor: actorId,
      revision: revisionId,
      pack: packVersion,
      evidence: await findFiledDigests(tx, applicationId),
    },
    ...(note === undefined ? {} : { secret: { note } }),
  });
  await emitEvent(tx, {
    kind: "application.stage_changed",
    subjectId: applicationId,
    data: { organisationId, from, to, reason: reasonCode },
  });
}

function refusal(why: "no_such_edge" | "not_theirs", from: ApplicationState, to: ApplicationState): AppError {
  return why === "not_theirs"
    ? new AppError(
        "forbidden",
        `Your role may not move a case from “${STAGES[from].label}” to “${STAGES[to].label}”.`,
      )
    : new AppError(
        "wrong_state",
        `The case is at “${STAGES[from].label}”; it cannot go to “${STAGES[to].label}”.`,
      );
}
