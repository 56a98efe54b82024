import { z } from "zod";
import type { Condition } from "./condition";
import {
  clocks,
  definition,
  driftLimits,
  factor,
  fairnessGate,
  knownFact,
  localBan,
  risk,
  rule,
  ruleCondition,
  source,
  tier,
  track,
} from "./pack-parts";
import { DOCUMENT_KINDS } from "./vocabulary";

/** The shape of a policy pack. What its parts say about each other is checked by `checkPack`. */
export const packSchema = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}(\.\d+)?$/, { error: "A version such as 2026-11 or 2026-11.2" }),
  released_on: z.iso.date({ error: "The day of release such as 2026-11-01" }),
  title: z.string().min(1),
  /** Named lists that conditions refer to. */
  lists: z.record(z.string(), z.array(z.string()).min(1)),
  /** Named conditions; each may use those before it. */
  definitions: z.array(definition),
  risk,
  tiers: z.array(tier).length(4, { error: "Four tiers, T1 to T4" }),
  tracks: z.array(track).min(1),
  /** How many approvers more when a rule asks for an extra sign-off. */
  sign_off_adds: z.int().min(1),
  clocks,
  /** `fairnessGateOf` says what holds where this is left out. */
  fairness: fairnessGate.optional(),
  /** `driftLimitsOf` says what holds where this is left out. */
  drift: driftLimits.optional(),
  factors: z.array(factor).min(1),
  rules: z.array(rule).min(1),
  conditions: z.array(ruleCondition),
  local_bans: z.array(localBan),
  legal_facts: z.array(knownFact),
  /** Months after which a document of a kind is too old to count. */
  document_valid_months: z.partialRecord(z.enum(DOCUMENT_KINDS), z.int().min(1)),
  sources: z.array(source).min(1),
});

export type PolicyPack = z.infer<typeof packSchema>;
export type Factor = PolicyPack["factors"][number];
export type Rule = PolicyPack["rules"][number];
export type Clause = Rule["clauses"][number];
export type TierRow = PolicyPack["tiers"][number];

/** The pack's named conditions, for `holds`. */
export function definitionsOf(pack: PolicyPack): ReadonlyMap<string, Condition> {
  return new Map(pack.definitions.map(({ name, when }) => [name, when]));
}
