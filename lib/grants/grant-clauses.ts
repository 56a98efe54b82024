import type { GrantTerms, Operation } from "./terms";

/** One clause of a grant: what is said, apart from the words in which a language says it. */
export type GrantClause =
  | { kind: "operations"; operations: readonly Operation[] }
  | { kind: "purposes"; purposes: readonly string[]; modes: readonly string[] }
  | { kind: "sites"; names: readonly string[] }
  /** Cosine similarity, 0 to 1. */
  | { kind: "threshold"; floor: number }
  | { kind: "consent"; consent: GrantTerms["consent"] }
  | { kind: "instrument"; instrument: GrantTerms["instrument"] }
  | { kind: "humanReview"; review: GrantTerms["humanReview"] }
  | ({ kind: "retention" } & GrantTerms["retention"])
  | { kind: "rate"; perSecond: number; perMonth: number }
  /** A condition of the policy by its id, or a sentence that an approver typed. */
  | { kind: "condition"; condition: string }
  /** RFC 3339, UTC. */
  | { kind: "ends"; at: string };

/** A clause beside what the machine reads. */
export type MachineClause = { clause: GrantClause; machine: string };

/** A grant clause by clause, in the order in which the gate checks them. */
export function grantClauses(terms: GrantTerms): MachineClause[] {
  const { retention } = terms;
  return [
    {
      clause: { kind: "operations", operations: permitted(terms) },
      machine: `operations: ${terms.operations.join(", ")}`,
    },
    {
      clause: { kind: "purposes", purposes: terms.purposes, modes: terms.modes },
      machine: `purposes: ${terms.purposes.join(", ")}; modes: ${terms.modes.join(", ")}`,
    },
    {
      clause: { kind: "sites", names: terms.sites.map(({ name }) => name) },
      machine: `sites: ${terms.sites.length}; jurisdictions: ${terms.jurisdictions.join(", ")}`,
    },
    ...Object.entries(terms.thresholdFloor).map(([model, floor]) => ({
      clause: { kind: "threshold", floor } as const,
      machine: `threshold_floor.${model}: ${floor}`,
    })),
    { clause: { kind: "consent", consent: terms.consent }, machine: `consent: ${terms.consent}` },
    {
      clause: { kind: "instrument", instrument: terms.instrument },
      machine: `instrument: ${terms.instrument}`,
    },
    {
      clause: { kind: "humanReview", review: terms.humanReview },
      machine: `human_review: ${terms.humanReview}; top_k: ${terms.topK}`,
    },
    {
      clause: { kind: "retention", ...retention },
      machine: `retention: ${retention.probeSeconds} s / ${retention.templateDays} d / ${retention.resultHours} h`,
    },
    {
      clause: { kind: "rate", perSecond: terms.ratePerSecond, perMonth: terms.monthlyQuota },
      machine: `rate: ${terms.ratePerSecond}/s, burst ${terms.burst}, concurrent ${terms.concurrentJobs}, quota ${terms.monthlyQuota}`,
    },
    ...terms.conditions.map((condition) => ({
      clause: { kind: "condition", condition } as const,
      machine: `condition: ${condition}`,
    })),
    { clause: { kind: "ends", at: terms.expiresAt }, machine: `expires_at: ${terms.expiresAt}` },
  ];
}

/** Each operation begins by finding faces, so that a grant of any lets `detect` through (`authorise`). */
function permitted({ operations }: GrantTerms): Operation[] {
  return operations.length === 0 ? [] : [...new Set<Operation>(["detect", ...operations])];
}
