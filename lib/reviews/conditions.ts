import { z } from "zod";

/** Operations that a grant can name; the first three are 1:1 or less, the last two are 1:N. */
export const GRANTABLE_OPERATIONS = [
  "liveness",
  "enrol",
  "verify_1_1",
  "identify_1_n",
  "search_post_event",
] as const;

const ONE_TO_MANY: readonly string[] = ["identify_1_n", "search_post_event"];

/** Whether any of the operations looks for a face among many. */
export function isOneToMany(operations: readonly string[]): boolean {
  return operations.some((operation) => ONE_TO_MANY.includes(operation));
}

/** From the mildest to the strictest. */
export const HUMAN_REVIEWS = ["none", "one", "two_blind"] as const;

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(`a whole number from ${min} to ${max}`)
    .int(`a whole number from ${min} to ${max}`)
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`);

/**
 * What the approvers bind an approval to: structured choices, so that `compileGrant` can turn each into a
 * clause that the worker pool enforces. Units last. Signed, word for word, as part of the decision.
 */
export const decisionConditions = z.strictObject({
  operations: z.array(z.enum(GRANTABLE_OPERATIONS)).min(1, "at least one operation"),
  /** Names of sites of the application that the grant covers. */
  site_names: z.array(z.string().min(1)).min(1, "at least one site"),
  model_id: z.string().min(1),
  /** Cosine similarity, 0..1: clients may raise it, never lower it. */
  threshold_floor: z.coerce.number().min(0.3, "at least 0.30").max(0.95, "at most 0.95"),
  top_k: wholeNumber(1, 5),
  faces_max: wholeNumber(0, 1_000_000),
  retention_probe_seconds: wholeNumber(0, 86_400),
  retention_template_days: wholeNumber(0, 3_650),
  retention_result_hours: wholeNumber(1, 24 * 90),
  consent: z.enum(["required", "not"]),
  instrument: z.enum(["required", "not"]),
  human_review: z.enum(HUMAN_REVIEWS),
  rate_per_second: wholeNumber(1, 1_000),
  burst: wholeNumber(1, 5_000),
  concurrent_jobs: wholeNumber(1, 256),
  monthly_quota: wholeNumber(1, 1_000_000_000),
  /** Last day of the grant, UTC. */
  expires_on: z.iso.date("a day such as 2027-11-20"),
  /** RFC 3339, UTC: when an approval in the emergency lane ends (HS27); absent from every other. */
  emergency_ends_at: z.iso.datetime().optional(),
  /** Ids of conditions that fired rules impose; none of them can be taken out. */
  rule_conditions: z.array(z.string().min(1)),
  /** Further conditions in words, which people check. */
  further: z.array(z.string().trim().min(1).max(500)).max(20),
});

export type DecisionConditions = z.infer<typeof decisionConditions>;
