import { changeState } from "#lib/applications/change-state";
import { reopenRevision } from "#lib/applications/reopen-revision";
import { isReviewable } from "#lib/applications/screen-revision";
import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { homeLane, ineligible, requirePart, requireState } from "./access";
import { canPropose } from "./eligibility";
import { keepScores } from "./keep-scores";
import { lockOpenCase, type OpenCase, readOpenCase } from "./open-case";
import { findOpenProposal } from "./proposal-store";
import { freeSomeLanes } from "./score-store";
import { voidProposal } from "./void-proposal";

/** Characters of what approvers miss: the reviewers read it. */
const REASON_CHARS_MIN = 20;

/**
 * Sends a case back to some of its lanes, to be scored once more: what a scorer left behind who declared a conflict
 * afterwards, or what the approvers cannot rest a decision on. The same text becomes the next revision, since a locked
 * score never changes; the lanes that are named are free again, and every other score stays, word for word.
 *
 * @throws AppError `signer_ineligible` to whoever could not decide here; `wrong_state` outside a pending decision and
 * in an emergency, which nobody scored; `invalid_request` without lanes or a reason; `hard_stop` when the policy of
 * today stops the case
 */
export function sendBackCase(input: {
  actor: Actor;
  applicationId: string;
  lanes: readonly Lane[];
  reason: string;
}): Promise<void> {
  const { actor, applicationId } = input;
  const lanes = [...new Set(input.lanes)];
  const reason = input.reason.trim();
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const eligible = canPropose(await requirePart(tx, actor, applicationId), homeLane(actor));
    if (!eligible.ok) throw ineligible("signer_ineligible", eligible.refusals);
    requireState(found, ["decision_pending"], "A case is sent back while its decision is pending.");
    if (found.emergency !== null)
      throw new AppError("wrong_state", "Nobody scored this: it is an emergency.");
    requireWhole(found, lanes, reason);

    await voidOpenProposal(tx, applicationId, reason);
    const { revisionId, screening } = await reopenRevision(tx, { applicationId, actor });
    if (!isReviewable(screening.outcome)) {
      throw new AppError("hard_stop", "A rule of today's policy stops this case; nobody can score it.");
    }
    await freeSomeLanes(tx, applicationId, lanes);
    await appendEntry(tx, {
      kind: "case.sent_back",
      subjectId: applicationId,
      data: { revision: revisionId, lanes, actor: actor.personId },
      secret: { reason },
    });
    await keepScores(tx, await readOpenCase(tx, applicationId));
    await changeState(tx, {
      applicationId,
      from: "decision_pending",
      to: "in_review",
      actor,
      reasonCode: "sent_back",
      note: reason,
    });
  });
}

function requireWhole({ plan }: OpenCase, lanes: readonly Lane[], reason: string): void {
  const strangers = lanes.filter((lane) => !plan.some((planned) => planned.lane === lane));
  const checks: [boolean, FieldError][] = [
    [lanes.length === 0, { pointer: "/lanes", message: "Choose at least one lane" }],
    [strangers.length > 0, { pointer: "/lanes", message: `Scores nothing here: ${strangers.join(", ")}` }],
    [
      reason.length < REASON_CHARS_MIN,
      { pointer: "/reason", message: `Say what you miss, in at least ${REASON_CHARS_MIN} characters` },
    ],
  ];
  const errors = checks.filter(([isWrong]) => isWrong).map(([, error]) => error);
  if (errors.length === 0) return;
  throw new AppError("invalid_request", `${errors.map(({ message }) => message).join("; ")}.`, { errors });
}

async function voidOpenProposal(tx: Tx, applicationId: string, note: string): Promise<void> {
  const proposal = await findOpenProposal(tx, applicationId);
  if (proposal === undefined) return;
  await voidProposal(tx, { proposal, reason: "sent_back", now: await databaseNow(tx), note });
}
