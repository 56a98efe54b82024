import type { ApplicationData } from "#lib/policy/contract";
import type { Circumstances } from "#lib/policy/derive-facts";
import { fireRules, missingOfFired } from "#lib/policy/fired-clauses";
import type { PolicyPack } from "#lib/policy/pack";
import { quality, type Score } from "#lib/policy/quality";
import { type Outcome, type Screening, screenFired } from "#lib/policy/screen";

/** A past application with all that it was judged by. */
export type PastCase = Circumstances & {
  applicationId: string;
  application: ApplicationData;
  /** Scores that are locked; none where nobody scored. */
  scores: readonly Score[];
  /** Grants that have not ended, and how many keys of theirs live. */
  grants: readonly { id: string; keys: number }[];
};

/** `open`: a factor has no score; `unscored`: none has. */
export type QualityReading = "fail" | "open" | "pass" | "unscored";

/** What one pack says of one case, as far as a release could change it. */
export type Reading = {
  outcome: Outcome;
  tier: Screening["tier"];
  approvers: number;
  rules: Screening["rules"];
  conditions: readonly string[];
  /** What the rules that hold still wait for. */
  documents: readonly string[];
  registrations: readonly string[];
  quality: QualityReading;
};

/** Reads a case under a pack by the evaluator itself, on the day and with the facts of its own screening. Pure. */
export function readCase(pack: PolicyPack, past: PastCase): Reading {
  const { application, facts, on } = past;
  const read = fireRules(pack, application, { facts, on });
  const { outcome, tier, approvers, rules, conditions } = screenFired(pack, application, read);
  const { documents, registrations } = missingOfFired(read);
  return {
    outcome,
    tier,
    approvers,
    rules,
    conditions: [...new Set(conditions.map(({ id }) => id))].sort(),
    documents: documents.toSorted(),
    registrations: registrations.toSorted(),
    quality: qualityOf(pack, tier, past),
  };
}

function qualityOf(pack: PolicyPack, tier: Screening["tier"], past: PastCase): QualityReading {
  if (past.scores.length === 0) return "unscored";
  const reached = quality(pack, tier, past.scores, past.application);
  if (!reached.ok) return "open";
  return reached.pass ? "pass" : "fail";
}
