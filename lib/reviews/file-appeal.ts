import { lockForMember } from "#lib/applications/access";
import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { appealEndsAt } from "#lib/policy/clock";
import { loadPack } from "#lib/policy/load-pack";
import { type Appealable, appealDueAt, groundsAgainst, isAppealable } from "./appeal";
import { findArrival, insertAppeal } from "./appeal-store";
import type { AppealGround } from "./appeal-words";

type AppealedApplication = Awaited<ReturnType<typeof lockForMember>>;

/** Characters of an appeal's statement. */
export const STATEMENT_CHARS_MIN = 40;
export const STATEMENT_CHARS_MAX = 8_000;

/**
 * Appeals against a refusal or the end of an approval, for the applicant's organisation.
 *
 * @throws AppError `not_found`; `forbidden` for a contributor; `wrong_state` where nothing can be appealed, or when
 * the days for it are over; `invalid_request` without grounds and a statement, or with other grounds than a fact
 * against a hard stop
 */
export function fileAppeal(input: {
  actor: Actor;
  applicationId: string;
  grounds: readonly AppealGround[];
  statement: string;
}): Promise<{ appealId: string; dueAt: Date }> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const application = await lockForMember(tx, actor, applicationId, "admin", "signatory");
    const now = await databaseNow(tx);
    const { against, revisionId, pack } = await requireAppealable(tx, application, now);
    const grounds = [...new Set(input.grounds)].sort();
    const statement = input.statement.trim();
    const errors = appealErrors(against, grounds, statement);
    if (errors.length > 0) throw new AppError("invalid_request", "The appeal is not whole yet.", { errors });

    const dueAt = appealDueAt(pack, now);
    const filed = { applicationId, against, revisionId, grounds, statement, filedAt: now, dueAt };
    const appealId = await insertAppeal(tx, { ...filed, filedById: actor.personId });
    await appendEntry(tx, {
      kind: "appeal.filed",
      subjectId: appealId,
      data: { application_id: applicationId, revision: revisionId, against, grounds, actor: actor.personId },
      secret: { statement },
    });
    await changeState(tx, {
      applicationId,
      from: against,
      to: "appeal_open",
      actor,
      reasonCode: "appealed",
    });
    return { appealId, dueAt };
  });
}

async function requireAppealable(tx: Tx, application: AppealedApplication, now: Date) {
  const { id, state, revisionId, packVersion } = application;
  if (!isAppealable(state) || revisionId === null || packVersion === null) {
    throw new AppError("wrong_state", "Only a refusal or a revoked approval can be appealed.");
  }
  const { pack } = await loadPack(tx, packVersion);
  const decidedAt = await findArrival(tx, id, state);
  if (decidedAt === null || now > appealEndsAt(pack, decidedAt)) {
    throw new AppError("wrong_state", `The ${pack.clocks.appeal_days} days for an appeal are over.`);
  }
  return { against: state, revisionId, pack };
}

function appealErrors(
  against: Appealable,
  grounds: readonly AppealGround[],
  statement: string,
): FieldError[] {
  const allowed = groundsAgainst(against);
  return [
    ...(grounds.length === 0 ? [{ pointer: "/grounds", message: "Choose at least one ground" }] : []),
    ...(grounds.some((ground) => !allowed.includes(ground))
      ? [{ pointer: "/grounds", message: "A refusal by a rule can only be appealed on the facts" }]
      : []),
    ...(statement.length < STATEMENT_CHARS_MIN || statement.length > STATEMENT_CHARS_MAX
      ? [{ pointer: "/statement", message: `Between ${STATEMENT_CHARS_MIN} and 8,000 characters` }]
      : []),
  ];
}
