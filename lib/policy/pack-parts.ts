import { z } from "zod";
import { LANES } from "#lib/identity/roles";
import type { Condition } from "./condition";
import { DOCUMENT_KINDS } from "./vocabulary";

/** From the mildest to the strictest. `none` is silent: the clause only raises the tier or adds conditions. */
export const EFFECTS = ["none", "condition", "sign_off", "instrument", "block", "deny"] as const;
export type Effect = (typeof EFFECTS)[number];

export const TIERS = ["T1", "T2", "T3", "T4"] as const;
export type Tier = (typeof TIERS)[number];

export const TRACKS = ["expedited", "lanes", "lanes_and_chair", "board"] as const;
export type Track = (typeof TRACKS)[number];

export const RISK_PARTS = ["operation", "mode", "space", "consequence", "subjects", "authority"] as const;
export type RiskPart = (typeof RISK_PARTS)[number];

const sentence = z.string().min(3, { error: "A sentence is needed here" });
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, { error: "A name in small letters, digits and underscores" });
const day = z.iso.date({ error: "A day such as 2026-11-01" });
const wholeNumber = z.int().min(0, { error: "A whole number from 0" });

/** Read as it is here; `check-pack.ts` says what is wrong with it, since it knows the facts, lists and definitions. */
const condition = z.custom<Condition>((value) => typeof value === "object" && value !== null, {
  error: 'A condition such as {"fact": "mode", "eq": "real_time"}',
});

export const definition = z.strictObject({ name, says: sentence, when: condition });

const riskRow = z.strictObject({ points: wholeNumber, says: sentence, when: condition });
/** Each part is the highest of its rows that hold, 0 when none does. */
export const risk = z.strictObject({
  operation: z.array(riskRow),
  mode: z.array(riskRow),
  space: z.array(riskRow),
  consequence: z.array(riskRow),
  subjects: z.array(riskRow),
  authority: z.array(riskRow),
});

const lane = z.enum(LANES, { error: `A lane: one of ${LANES.join(", ")}` });

export const tier = z.strictObject({
  id: z.enum(TIERS),
  /** Highest risk of the tier; null for the last. */
  risk_max: wholeNumber.nullable(),
  /** Least quality, in percent. */
  pass_mark: z.number().min(0).max(100),
  /** Least points of a critical factor. */
  critical_min: z.int().min(0).max(4),
  lanes: z.array(lane).min(1),
  /** Whose factors another lane takes over: {"legal": "compliance"}. */
  stand_ins: z.partialRecord(lane, lane),
  track: z.enum(TRACKS),
  approvers: z.int().min(2, { error: "A decision is never one person's: at least 2" }),
  review_days: wholeNumber,
  re_review_months: z.int().min(1),
});

export const track = z.strictObject({
  id: z.enum(TRACKS),
  title: sentence,
  says: sentence,
  /** Null where lanes and approvers suffice. */
  board: z
    .strictObject({
      quorum: z.literal("majority"),
      external_members_min: wholeNumber,
      non_technical_members_min: wholeNumber,
    })
    .nullable(),
});

export const clocks = z.strictObject({
  screening_days: wholeNumber,
  triage_days: wholeNumber,
  reasons_days: wholeNumber,
  /** Calendar days. */
  information_request_days: wholeNumber,
  appeal_days: wholeNumber,
  appeal_decision_days: wholeNumber,
  emergency_hours: wholeNumber,
  suspension_seconds: wholeNumber,
  /** Calendar days for which the contact of a concern is kept once it is decided; 180 where a pack does not say. */
  concern_contact_days: wholeNumber.optional(),
});

const limit = z.number().min(0).max(1, { error: "A rate from 0 to 1" }).nullable();

/** Errors by group of people, measured before the first key of a grant and again after each change. */
export const fairnessGate = z.strictObject({
  tiers: z.array(z.enum(TIERS)),
  /** Most that any group may err, as a fraction; null asks nothing. `ratio`: the worst group's rate over the best's. */
  limits: z.strictObject({
    false_match: limit,
    false_non_match: limit,
    failure_to_enrol: limit,
    ratio: z.number().min(1, { error: "A ratio from 1" }).nullable(),
  }),
  /** Calendar days from a failed run to the passed one that must follow. */
  mitigation_days: z.int().min(1),
});
export type FairnessGate = z.infer<typeof fairnessGate>;

const points = z.number().min(0).max(100, { error: "Points from 0 to 100" });

/** How far the use of an approval may move before people look at it again. Days are calendar days. */
export const driftLimits = z.strictObject({
  /** The latest days that are looked at. */
  window_days: z.int().min(1),
  /** The days before them that they are held against. */
  history_days: z.int().min(1),
  /** Calls under which a stretch of time says nothing. */
  calls_min: z.int().min(1),
  /** Most calls, in percent of those declared. */
  volume_percent: z.number().min(100),
  /** Most that the mix of operations, or of hours of the day, may move: total variation distance in points. */
  operation_points: points,
  hour_points: points,
  /** Most that the share of matches may move, in points. */
  match_points: points,
  /** Reviews of leads under which their rejections say nothing, and the least share of rejections in percent. */
  reviews_min: z.int().min(1),
  rejection_percent_min: points,
});
export type DriftLimits = z.infer<typeof driftLimits>;

export const factor = z.strictObject({
  id: z.string().regex(/^F\d\d$/, { error: "A factor's id such as F01" }),
  name: sentence,
  weight: z.int().min(1),
  critical: z.boolean(),
  lane,
  question: sentence,
  evidence: z.array(sentence).min(1),
  /** What 0, 1, 2, 3 and 4 points mean. */
  anchors: z.array(sentence).length(5, { error: "Five anchors, for 0, 1, 2, 3 and 4 points" }),
  not_applicable_when: condition.nullable(),
  not_applicable_says: sentence.nullable(),
  sources: z.array(z.string()).min(1),
});

const clause = z.strictObject({
  when: condition,
  /** The clause holds only until all of these are there. */
  until: z
    .strictObject({
      documents: z.array(z.enum(DOCUMENT_KINDS)).optional(),
      registrations: z.array(name).optional(),
    })
    .optional(),
  effect: z.enum(EFFECTS),
  because: sentence,
  /** What would lift this clause, where that differs from the rule's. */
  lifts: sentence.optional(),
  tier_floor: z.enum(TIERS).optional(),
  conditions: z.array(name).optional(),
});

const LEGAL_STATUSES = ["in_force", "future", "company_policy", "not_enacted"] as const;

export const rule = z.strictObject({
  id: z.string().regex(/^HS\d\d$/, { error: "A rule's id such as HS01" }),
  title: sentence,
  says: sentence,
  /** `site`: the clauses are read for each site, and may ask about it. */
  scope: z.enum(["application", "site"]),
  /** A denial strikes only the sites where it holds, and the application when no site is left. */
  sites_only: z.boolean(),
  legal_status: z.enum(LEGAL_STATUSES),
  effective: day.nullable(),
  /** Company policy applies it whatever the day; otherwise it binds from `effective`. */
  adopted: z.boolean(),
  confirmed: z.boolean(),
  note: sentence.nullable(),
  source: z.array(z.strictObject({ cite: sentence, ref: z.string() })).min(1),
  lifts: sentence,
  clauses: z.array(clause).min(1),
});

export const ruleCondition = z.strictObject({
  id: name,
  text: sentence,
  /** The part of a grant that carries it; `none`: people see to it. */
  clause: z.enum([
    "consent",
    "instrument",
    "human_review",
    "retention",
    "notice",
    "gallery",
    "expiry",
    "none",
  ]),
  confirmed: z.boolean(),
});

export const localBan = z.strictObject({
  city: z.string().regex(/^[a-z .'-]+$/, { error: "The city in small letters without accents" }),
  region: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { error: "An ISO 3166-2 region such as US-OR" }),
  forbids: name,
  in_force_from: day,
  in_force_to: day.nullable(),
  instrument: sentence,
  ref: z.string(),
  confirmed: z.boolean(),
});

export const knownFact = z.strictObject({
  fact: name,
  title: sentence,
  checklist: z.array(z.strictObject({ id: name, says: sentence })).min(1),
});

export const source = z.strictObject({
  id: z.string().regex(/^\d+[a-z]?$/, { error: "A source's number such as 13b" }),
  text: sentence,
  urls: z.array(z.url()),
});
