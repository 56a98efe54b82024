import { randomBytes } from "node:crypto";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { partDigests } from "#lib/ledger/text-parts";
import type { JsonObject } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { emergencyEndsAt } from "#lib/policy/clock";
import { dayOf } from "#lib/policy/days";
import { quality } from "#lib/policy/quality";
import { homeLane, ineligible, requirePart, requireState } from "./access";
import { isAuthorityAwaited } from "./authority-store";
import { countConflictedScorers } from "./case-store";
import { conditionErrors } from "./check-conditions";
import type { DecisionConditions } from "./conditions";
import { canPropose } from "./eligibility";
import { lockOpenCase, type OpenCase } from "./open-case";
import { findOpenProposal, insertProposal } from "./proposal-store";
import { inEmergency, type Recommendation, recommend } from "./recommendation";
import { contentOf } from "./recompute-digest";
import { findScores, type ScoreRow } from "./score-store";
import { type Outcome, readSignedContent, signedContent } from "./signed-content";

/** Characters of a decision's reasons: the applicant reads them. */
export const REASONS_CHARS_MIN = 20;

export type ProposalInput = {
  applicationId: string;
  /** The revision that was on the page. */
  revisionId: string;
  outcome: Outcome;
  /** null for anything but an approval. */
  conditions: DecisionConditions | null;
  reasons: string;
  /** What `conditions` compile to (the grants room's `compileGrant`, called by the page's action); null for anything but an approval. */
  grantTerms: JsonObject | null;
};

/**
 * Puts a decision before the signers: freezes all that it covers into one text with one digest. Proposing signs
 * nothing; the one who proposes may sign like anyone else.
 *
 * @throws AppError `signer_ineligible` with every reason; `wrong_state` while scoring goes on or another proposal
 * is open; `hard_stop` for an approval against the quality, the screening or the tier, with every obstacle;
 * `invalid_request` for conditions wider than asked for or looser than the rules, or without reasons;
 * `digest_changed` when the applicant has filed another revision since the page was shown
 */
export function proposeDecision({
  actor,
  ...input
}: ProposalInput & { actor: Actor }): Promise<{ proposalId: string; digest: string }> {
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, input.applicationId);
    const eligible = canPropose(await requirePart(tx, actor, found.id), homeLane(actor));
    if (!eligible.ok) throw ineligible("signer_ineligible", eligible.refusals);
    requireState(found, ["decision_pending"], "A decision is proposed when all lanes are locked.");
    if (found.revision.id !== input.revisionId) {
      throw new AppError("digest_changed", "The applicant has filed another revision since.");
    }
    if ((await findOpenProposal(tx, found.id)) !== undefined) {
      throw new AppError("wrong_state", "A proposal is open; sign it or send it back first.");
    }
    const scores = await findScores(tx, found.revision.id);
    const proposed = await requireProposable(tx, found, scores, input);

    const proposalId = newId("prp");
    const { canonical, digest } = signedContent(
      await contentOf(tx, found, scores, { ...proposed, proposalId }),
    );
    await insertProposal(tx, {
      id: proposalId,
      applicationId: found.id,
      revisionId: found.revision.id,
      outcome: proposed.outcome,
      conditions: proposed.conditions,
      reasons: proposed.reasons,
      canonical,
      digest,
      proposedById: actor.personId,
    });
    const partsSalt = randomBytes(32).toString("hex");
    await appendEntry(tx, {
      kind: "decision.proposed",
      subjectId: proposalId,
      data: {
        application_id: found.id,
        digest,
        outcome: proposed.outcome,
        proposer: actor.personId,
        // So that whoever may see some of it only can check that much (certificates).
        parts: partDigests(readSignedContent(canonical), partsSalt),
      },
      secret: { reasons: proposed.reasons, parts_salt: partsSalt },
    });
    return { proposalId, digest };
  });
}

/** The input as it will be signed, or the refusal. */
async function requireProposable(
  tx: Tx,
  found: OpenCase,
  scores: readonly ScoreRow[],
  { outcome, conditions, grantTerms, ...input }: ProposalInput,
) {
  const reasons = input.reasons.trim();
  if (reasons.length < REASONS_CHARS_MIN) {
    const message = `Give reasons of at least ${REASONS_CHARS_MIN} characters; the applicant reads them`;
    throw new AppError("invalid_request", message, { errors: [{ pointer: "/reasons", message }] });
  }
  if (outcome === "defer" && found.emergency !== null) {
    throw new AppError(
      "wrong_state",
      "An emergency is decided now or goes the ordinary way; it is not deferred.",
    );
  }
  if (outcome !== "approve") return { outcome, reasons, conditions: null, grantTerms: null };

  const { obstacles } = await recommendFor(tx, found, scores);
  if (obstacles.length > 0) {
    throw new AppError("hard_stop", obstacles.map(({ words }) => words).join(" "), {
      reasons: obstacles.map(({ code }) => code),
    });
  }
  if (conditions === null || grantTerms === null) {
    throw new AppError("invalid_request", "An approval has conditions and the grant that they compile to.");
  }
  const now = await databaseNow(tx);
  const against = { ...found, screening: found.screening.result, today: dayOf(now) };
  const errors = [...conditionErrors(conditions, against), ...emergencyErrors(found, conditions, now)];
  if (errors.length > 0) {
    throw new AppError("invalid_request", errors.map(({ message }) => message).join("; "), { errors });
  }
  return { outcome, reasons, conditions, grantTerms };
}

/** An emergency ends within a day of being proposed, and nothing else may claim to be one. */
function emergencyErrors(found: OpenCase, conditions: DecisionConditions, now: Date): FieldError[] {
  const { emergency_ends_at: endsAt } = conditions;
  if (found.emergency === null && endsAt === undefined) return [];
  const isRight =
    found.emergency !== null &&
    endsAt !== undefined &&
    Date.parse(endsAt) > now.getTime() &&
    Date.parse(endsAt) <= emergencyEndsAt(found.pack, now).getTime();
  if (isRight) return [];
  const message =
    found.emergency === null
      ? "only an approval in the emergency lane has this"
      : `within ${found.pack.clocks.emergency_hours} hours from now`;
  return [{ pointer: "/emergency_ends_at", message }];
}

/** What the scores of a case suggest, and what stands against an approval. */
export async function recommendFor(
  tx: Tx,
  { id, pack, screening, application, emergency }: OpenCase,
  scores: readonly ScoreRow[],
): Promise<Recommendation> {
  const locked = scores.filter(({ lockedAt }) => lockedAt !== null);
  const given = locked.flatMap(({ factorId, points }) => (points === null ? [] : [{ factorId, points }]));
  const { result } = screening;
  const scorerIds = locked.map(({ scorerId }) => scorerId);
  const conflicted = await countConflictedScorers(tx, id, scorerIds);
  const recommended = recommend(quality(pack, result.tier, given, application), result, {
    conflictedScorers: conflicted,
    isAuthorityAwaited: await isAuthorityAwaited(tx, id),
  });
  return emergency === null ? recommended : inEmergency(recommended);
}
