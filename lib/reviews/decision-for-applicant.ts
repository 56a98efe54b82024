import { readForMember } from "#lib/applications/access";
import { revisionData } from "#lib/applications/revision-data";
import type { Actor } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { appealEndsAt, dueAt } from "#lib/policy/clock";
import { loadPack } from "#lib/policy/load-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { TIERS, type Tier } from "#lib/policy/pack-parts";
import { quality } from "#lib/policy/quality";
import { tierRow } from "#lib/policy/risk";
import { findCase } from "./case-store";
import { findProposals } from "./proposal-store";
import { type Outcome, readSignedContent, type SignedScore } from "./signed-content";

/** A factor that kept a case below what its tier asks, in the pack's words. Never who scored it, nor their words. */
export type Lack = {
  factorId: string;
  name: string;
  /** What reviewers found: the anchor that they chose. */
  found: string;
  /** The anchor from which on nothing would have been said of it. */
  sound: string;
  /** It alone stands in the way of an approval. */
  isDecisive: boolean;
};

export type DecisionForApplicant = {
  outcome: Exclude<Outcome, "defer">;
  decidedAt: Date;
  reasons: string;
  /** SHA-256 of what was signed. */
  digest: string;
  /** Lanes that the signers come from, by role and not by name. */
  signedBy: readonly string[];
  /** By when the reasons had to be given: business days from the decision. */
  reasonsDueAt: Date;
  /** What a refusal rests on besides its reasons; empty for an approval. */
  lacks: readonly Lack[];
  quality: { percent: number; passMark: number } | null;
  appealUntil: Date;
  /** The days for an appeal are not over. */
  mayStillAppeal: boolean;
};

/**
 * The last decision of a case as its applicant is told of it: from the moment of the last signature on, so that the
 * reasons are there well within their clock.
 *
 * @returns null before any decision, and for a case that is deferred (`deferralForApplicant`)
 * @throws AppError `not_found` to everyone outside the organisation
 */
export function decisionForApplicant(
  actor: Actor,
  applicationId: string,
): Promise<DecisionForApplicant | null> {
  return read(async (tx) => {
    await readForMember(tx, actor, applicationId);
    const proposal = (await findProposals(tx, applicationId)).find(({ decision }) => decision !== null);
    if (proposal?.decision == null || proposal.outcome === "defer") return null;
    const { outcome, reasons, digest, signatures } = proposal;
    const { decidedAt } = proposal.decision;
    const found = await findCase(tx, applicationId);
    if (found === undefined) throw new Error("what was decided was submitted");
    // What was signed, and not the case as it is now: the two can differ once an appeal has opened it again.
    const signed = readSignedContent(proposal.canonical);
    const { pack } = await loadPack(tx, signed.pack.version);
    const tier = tierOf(signed.screening.tier);
    const application = revisionData(found.revision);
    const scores = signed.scores.map(({ factor_id: factorId, points }) => ({ factorId, points }));
    const judged = quality(pack, tier, scores, application);
    const appealUntil = appealEndsAt(pack, decidedAt);
    return {
      outcome,
      decidedAt,
      reasons,
      digest,
      signedBy: signatures.map(({ signerLane }) => signerLane),
      reasonsDueAt: dueAt(pack, tier, "reasons", decidedAt, application.organisation.country),
      lacks: outcome === "approve" ? [] : lacksOf(pack, tier, signed.scores),
      quality: judged.ok ? { percent: judged.percent, passMark: judged.passMark } : null,
      appealUntil,
      mayStillAppeal: (await databaseNow(tx)) <= appealUntil,
    };
  });
}

function tierOf(signed: string): Tier {
  const known = TIERS.find((tier) => tier === signed);
  if (known === undefined) throw new Error(`no such tier: ${signed}`);
  return known;
}

/** What a factor has to reach for nothing to be said of it. */
const SOUND_POINTS = 3;

/** What was found wanting, the decisive first, then what weighs most. */
function lacksOf(pack: PolicyPack, tier: Tier, scores: readonly SignedScore[]): Lack[] {
  const { critical_min: criticalMin } = tierRow(pack, tier);
  return pack.factors
    .flatMap((factor) => {
      const given = scores.filter((score) => score.factor_id === factor.id).map(({ points }) => points);
      // Of two scores of one factor the lower counts.
      const points = Math.min(...given);
      if (given.length === 0 || points >= SOUND_POINTS) return [];
      const isDecisive = points === 0 || (factor.critical && points < criticalMin);
      const lost = factor.weight * (SOUND_POINTS - points);
      const lack: Lack = {
        factorId: factor.id,
        name: factor.name,
        found: factor.anchors[points] ?? "",
        sound: factor.anchors[SOUND_POINTS] ?? "",
        isDecisive,
      };
      return [{ lack, rank: lost + (isDecisive ? 1_000 : 0) }];
    })
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ lack }) => lack);
}
