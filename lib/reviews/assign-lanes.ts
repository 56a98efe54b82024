import { type Actor, hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart, requireReviewer, requireState } from "./access";
import type { Assignee } from "./assignee";
import { findAssignees } from "./assignee-store";
import { findPart } from "./case-store";
import { canScore, type ScoreRefusal } from "./eligibility";
import { giveLane } from "./give-lane";
import { freePlace, type Place, TAKING_LANES } from "./lanes";
import { lockOpenCase, type OpenCase } from "./open-case";
import { findHolders } from "./score-store";

/** What became of one case; exactly one of the two is null. */
export type Assigned = {
  applicationId: string;
  reference: string;
  to: string | null;
  refusal: string | null;
};

/** Each refusal as a sentence about the person who would get the lane. */
const WORDS: Readonly<Record<ScoreRefusal | "seat_held", string>> = {
  seat_held: "has the lane already, in its first seat",
  applicant_member: "belongs, or belonged, to the applicant's organisation",
  past_employer: "is employed by the applicant, or was within five years",
  conflict_undeclared: "has not said whether there is a conflict of interest",
  conflict_declared: "declared a conflict of interest",
  recused: "is recused from the case",
  role_missing: "does not hold the role of this lane",
  other_lane_held: "holds another lane in the case",
  signed_here: "signed in the case; those who sign do not score",
};

/**
 * Gives one free lane of each case to one person, or in each case to the eligible one with the least open work. Each
 * case is a transaction of its own: one that is refused keeps none of the others from being assigned. Whether there is
 * a conflict of interest is the person's to say before they score, so that not having said so is no refusal yet.
 *
 * @param input.personId null for whoever has the least open lanes among the eligible
 * @returns what became of each case, in the order given; one that the actor may not see is refused as not there
 * @throws AppError `forbidden` to others than intake, and to approvers: who signs does not choose who scores
 */
export async function assignLanes(input: {
  actor: Actor;
  applicationIds: readonly string[];
  lane: Lane;
  personId: string | null;
}): Promise<Assigned[]> {
  const { actor, lane, personId } = input;
  requireAssigner(actor);
  const results: Assigned[] = [];
  for (const applicationId of new Set(input.applicationIds)) {
    try {
      results.push(await assignOne({ actor, applicationId, lane, personId }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ applicationId, reference: "", to: null, refusal: error.detail || error.title });
    }
  }
  return results;
}

/**
 * Whom an assigner chooses from, by lane, the least loaded first.
 *
 * @returns null to whoever does not assign
 */
export async function assignees(actor: Actor): Promise<Assignee[] | null> {
  requireReviewer(actor);
  return mayAssign(actor) ? read((tx) => findAssignees(tx)) : null;
}

function assignOne(input: {
  actor: Actor;
  applicationId: string;
  lane: Lane;
  personId: string | null;
}): Promise<Assigned> {
  const { actor, applicationId, lane, personId } = input;
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const { reference } = found;
    await requirePart(tx, actor, applicationId);
    const place = requireFreePlace(found, lane, await findHolders(tx, applicationId));
    const inLane = (await findAssignees(tx)).filter((candidate) => candidate.lane === lane);
    const candidates =
      personId === null ? inLane : inLane.filter((candidate) => candidate.personId === personId);
    const refusals: string[] = [];
    for (const candidate of candidates) {
      const against = await refusalsOf(tx, applicationId, candidate);
      if (against.length === 0) {
        await giveLane(tx, found, { actor, ...place, personId: candidate.personId });
        return { applicationId, reference, to: candidate.name, refusal: null };
      }
      refusals.push(`${candidate.name} ${against.map((refusal) => WORDS[refusal]).join(", and ")}.`);
    }
    const none = `Nobody of this choice holds the role ${lane}.`;
    return { applicationId, reference, to: null, refusal: `${reference}: ${refusals.join(" ") || none}` };
  });
}

async function refusalsOf(
  tx: Tx,
  applicationId: string,
  { personId, lane }: Assignee,
): Promise<readonly (ScoreRefusal | "seat_held")[]> {
  const part = await findPart(tx, applicationId, personId);
  // Nobody scores the same factor in both seats.
  if (part.lane === lane) return ["seat_held"];
  const eligible = canScore(part, { lane, roles: [lane], hasSigned: part.hasSigned });
  return eligible.ok ? [] : eligible.refusals.filter((refusal) => refusal !== "conflict_undeclared");
}

function requireFreePlace(
  found: OpenCase,
  lane: Lane,
  holders: readonly { lane: string; seat: number }[],
): Place {
  requireState(found, TAKING_LANES, `${found.reference} is not open for scoring.`);
  if (!found.plan.some((planned) => planned.lane === lane)) {
    throw new AppError(
      "invalid_request",
      `${found.reference}: the lane ${lane} scores nothing in ${found.screening.tier}.`,
    );
  }
  const place = freePlace(found.plan, holders, lane);
  if (place === null) {
    throw new AppError("wrong_state", `${found.reference}: someone has the lane ${lane} already.`);
  }
  return place;
}

function requireAssigner(actor: Actor): void {
  requireReviewer(actor);
  requireStaffRole(actor, "intake");
  if (!mayAssign(actor)) {
    throw new AppError("forbidden", "Whoever signs decisions does not choose who scores them.");
  }
}

function mayAssign(actor: Actor): boolean {
  return hasStaffRole(actor, "intake") && !hasStaffRole(actor, "approver", "board_member");
}
