import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";
import { LANES } from "#lib/identity/roles";
import {
  boxesOf,
  digestField as digest,
  idField as id,
  wordsField as words,
} from "#lib/platform/form-fields";
import { AUTHORITY_KINDS } from "./authority";
import { VOTES } from "./board";
import { decisionConditions } from "./conditions";
import { RATIONALE_CHARS_MAX } from "./lanes";

/** Cases that one form assigns: a page of the queue. */
const ASSIGN_CASES_MAX = 50;
/** `privacy`, or `privacy:per_…`. */
const ASSIGN_TO = new RegExp(`^(?:${LANES.join("|")})(?::per_[0-9A-Za-z]{1,40})?$`);

/** A text area with one entry a line. */
const lines = z.preprocess(
  (value) =>
    typeof value === "string"
      ? value
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter(Boolean)
      : [],
  z.array(z.string()),
);

/** `/review/{id}`: conflict of interest. */
export const conflictForm = z.strictObject({
  application_id: id,
  has_conflict: z.enum(["no", "yes"], { error: "Choose one of the two" }),
  detail: words(2_000).default(""),
  /** The page of the case that comes next. */
  next: z.enum(["", "decide", "sign", "board"]).default(""),
});

/** `/review/{id}`: take a lane. */
export const takeLaneForm = z.strictObject({
  application_id: id,
  lane: z.enum(LANES, { error: "Choose a lane" }),
});

/** `/review`: the marked cases, and a lane with a person, or a lane alone for whoever has the least open work. */
export const assignLanesForm = z.strictObject({
  application_id: boxesOf(z.array(id).min(1, { error: "Mark at least one case" }).max(ASSIGN_CASES_MAX)),
  to: z
    .string()
    .regex(ASSIGN_TO, { error: "Choose a lane and a person" })
    .transform((to) => ({
      lane: z.enum(LANES).parse(to.split(":")[0]),
      personId: to.split(":")[1] ?? null,
    })),
});

export const recuseForm = z.strictObject({ application_id: id, reason: words(2_000).default("") });

/** `/review/{id}?factor=…`: one score. `lock` saves it and locks the whole lane; `next` goes on to the next factor. */
export const scoreForm = z.strictObject({
  application_id: id,
  revision_id: id,
  factor_id: z.string().regex(/^F\d\d$/, { error: "A factor such as F05" }),
  points: z
    .enum(["", "0", "1", "2", "3", "4"], { error: "A whole number from 0 to 4" })
    .default("")
    .transform((value) => (value === "" ? null : Number(value))),
  rationale: words(RATIONALE_CHARS_MAX).default(""),
  private_note: words(RATIONALE_CHARS_MAX).default(""),
  intent: z.enum(["save", "next", "lock"]).default("save"),
});

/** `/review/{id}?factor=…`: why the two scores of a factor lie apart. */
export const reconcileForm = z.strictObject({
  application_id: id,
  factor_id: z.string().regex(/^F\d\d$/, { error: "A factor such as F05" }),
  text: words(RATIONALE_CHARS_MAX).default(""),
});

/** The same page: stand by what the other scorer wrote. */
export const agreeForm = z.strictObject({ application_id: id, reconciliation_id: id });

/** `/review/{id}/decide`: lanes that look at the case once more, and why. */
export const sendCaseBackForm = z.strictObject({
  application_id: id,
  lanes: boxesOf(z.array(z.enum(LANES)).min(1, { error: "Choose at least one lane" })),
  reason: words(2_000).default(""),
});

/** `/review/{id}/evidence`: documents that a person read, and whether they are what they claim. */
export const verifyEvidenceForm = z.strictObject({
  application_id: id,
  evidence_id: boxesOf(z.array(id).min(1, { error: "Mark the documents that you read" }).max(200)),
  verified: z.enum(["yes", "no"], { error: "Choose one of the two" }),
  /** Every document of the page, and in the same order the day on which each was issued; empty where none is given. */
  document_id: boxesOf(z.array(id).max(200)),
  issued_on: boxesOf(
    z.array(z.union([z.literal(""), z.iso.date()], { error: "A day such as 2026-03-31" })).max(200),
  ),
});

/** `/review/{id}/evidence`: what the sanctions lists say. */
export const findingForm = z.strictObject({
  application_id: id,
  value: z.enum(["clear", "hit"], { error: "Choose one of the two" }),
  note: words(2_000).default(""),
});

export const rescreenForm = z.strictObject({ application_id: id, rescreen: z.literal("yes").optional() });

const proposalHead = { application_id: id, revision_id: id, reasons: words(8_000).default("") };

/** `/review/{id}/decide`: the conditions' fields come flat, under their own names; a decline needs none of them. */
export const proposeForm = z.discriminatedUnion("outcome", [
  z.object({ ...proposalHead, outcome: z.literal("decline") }),
  z.object({ ...proposalHead, outcome: z.literal("defer") }),
  decisionConditions.extend({
    ...proposalHead,
    outcome: z.literal("approve"),
    operations: boxesOf(decisionConditions.shape.operations),
    site_names: boxesOf(decisionConditions.shape.site_names),
    rule_conditions: boxesOf(decisionConditions.shape.rule_conditions),
    further: z.preprocess((value) => lines.parse(value), decisionConditions.shape.further),
  }),
]);

/** `/review/{id}/authority`: what a deferred case waited for. */
export const authorityForm = z.strictObject({
  application_id: id,
  kind: z.enum(AUTHORITY_KINDS, { error: "Choose what it is" }),
  issuer: words(300).default(""),
  reference: words(300).default(""),
  valid_until: z.union([z.literal(""), z.iso.date()], { error: "A day such as 2027-06-30" }).default(""),
  evidence_id: z.union([z.literal(""), id]).default(""),
});

/** `/review/{id}/sign` and the panel: the digest is that of the page; one confirmation is asked for. */
export const signForm = z
  .strictObject({
    proposal_id: id,
    digest,
    reason: words(2_000).default(""),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

/** `/review/{id}/board`: a member's vote over the digest of the page. */
export const voteForm = z
  .strictObject({
    proposal_id: id,
    digest,
    vote: z.enum(VOTES, { error: "Choose one of the three" }),
    reason: words(4_000).default(""),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

/** `/operate/board`: who sits on the board, and as what. */
export const seatForm = z.strictObject({
  person_id: z.string().regex(/^per_[0-9A-Za-z]{1,40}$/, { error: "Choose a person" }),
  is_external: z.enum(["yes", "no"], { error: "Choose one of the two" }),
  is_technical: z.enum(["yes", "no"], { error: "Choose one of the two" }),
});

export const endSeatForm = z.strictObject({ seat_id: id });

/** `/review/{id}/sign`: end the proposal instead, with a question; `decline` goes on to propose a refusal. */
export const sendBackForm = z.strictObject({
  proposal_id: id,
  question: words(2_000).default(""),
  next: z.enum(["stay", "decline"]).default("stay"),
});
