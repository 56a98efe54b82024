import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";
import { digestField, idField, wordsField } from "#lib/platform/form-fields";
import type { FactDraft } from "./fact-faults";
import { FACT_VOTES, factIdField } from "./fact-statement";

const WORDS_CHARS_MAX = 4_000;
const LINE_CHARS_MAX = 2_000;
const DAY_WANTED = { error: "A day, such as 2031-01-01" };

const day = z.string().trim().max(10, DAY_WANTED).default("");
const words = wordsField(WORDS_CHARS_MAX).default("");
const line = wordsField(LINE_CHARS_MAX).default("");

/** What is typed about the law. What is wrong with it is for the verb to say, field by field. */
const draftFields = {
  fact: z.string().max(100).default(""),
  /** The record that it ends; a form of a beginning has none. */
  ends: idField.optional(),
  place: z
    .string()
    .trim()
    .max(10, { error: "The code of a country or region, such as US or US-IL" })
    .default(""),
  in_force_from: day,
  in_force_to: day,
  statement: words,
  source: line,
  source_url: line,
  source_date: day,
  checklist: z.record(z.string(), z.enum(["yes", "no"], { error: "Choose one of the two" })).default({}),
  reasons: z.record(z.string(), words).default({}),
};

/** `checklist.remedy` and `reasons.remedy` of a form, gathered under `checklist` and `reasons`. */
function gathered(form: unknown): unknown {
  if (typeof form !== "object" || form === null) return form;
  const plain: [string, unknown][] = [];
  const groups = { checklist: new Map<string, unknown>(), reasons: new Map<string, unknown>() };
  for (const [name, value] of Object.entries(form)) {
    const [group, id] = name.split(".", 2);
    if ((group === "checklist" || group === "reasons") && id !== undefined) groups[group].set(id, value);
    else plain.push([name, value]);
  }
  const { checklist, reasons } = groups;
  return Object.fromEntries([
    ...plain,
    ["checklist", Object.fromEntries(checklist)],
    ["reasons", Object.fromEntries(reasons)],
  ]);
}

/** First step of `/operate/facts/new`: what is to be recorded, for its text and digest. */
export const checkFactForm = z.preprocess(gathered, z.strictObject(draftFields));

/** Second step: the same with the digest that was shown, and a confirmation over it. */
export const recordFactForm = z.preprocess(
  gathered,
  z
    .strictObject({ ...draftFields, fact_id: factIdField, digest: digestField, ...confirmationFields })
    .refine(isGiven, NOTHING_GIVEN),
);

/** What the form says, as the verb takes it: an end says nothing of the place, the beginning or the checklist. */
export function draftOf(form: z.output<typeof checkFactForm>): FactDraft {
  const { ends = null, checklist, reasons } = form;
  const begins = ends === null;
  return {
    fact: form.fact,
    ends,
    place: begins ? form.place : null,
    in_force_from: begins ? form.in_force_from : null,
    in_force_to: form.in_force_to || null,
    statement: form.statement,
    checklist: begins
      ? Object.fromEntries(Object.entries(checklist).map(([id, is]) => [id, is === "yes"]))
      : {},
    reasons: begins ? reasons : {},
    source: form.source,
    source_url: form.source_url,
    source_date: form.source_date,
  };
}

const judged = { fact_id: idField, digest: digestField, reason: words };

/** `/operate/facts/{id}`: a vote of the board. */
export const factVoteForm = z
  .strictObject({
    ...judged,
    vote: z.enum(FACT_VOTES, { error: "Choose one of the three" }),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

/** `/operate/facts/{id}`: the second person confirms or refuses; who refuses says why. */
export const judgeFactForm = z
  .strictObject({
    ...judged,
    verdict: z.enum(["confirm", "refuse"], { error: "Choose one of the two" }),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);
