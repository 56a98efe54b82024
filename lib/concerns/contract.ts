import { z } from "zod";
import { idField as id } from "#lib/platform/form-fields";
import { CONCERN_OUTCOMES, FILED_AS } from "./concern";
import { type Filing, plainText, saysSomething } from "./statement";

const HAPPENED_CHARACTERS_MAX = 10_000;
const EVIDENCE_CHARACTERS_MAX = 10_000;
const LINE_CHARACTERS_MAX = 300;

/** Above any field's own limit by far: what is longer is not read at all. */
const TYPED_CHARACTERS_MAX = 200_000;

function optionalText(max: number) {
  return z
    .string({ error: "Write a text here, or leave it empty" })
    .max(TYPED_CHARACTERS_MAX, { error: "This is too long to be read" })
    .default("")
    .transform(plainText)
    .refine((text) => text.length <= max, {
      error: `Shorten it to ${max.toLocaleString("en-GB")} characters`,
    });
}

function requiredText(max: number, ask: string) {
  return optionalText(max).refine(saysSomething, { error: ask });
}

/** `/concern`: what a stranger files. Names of fields are those of the form. */
export const concernForm = z
  .strictObject({
    filed_as: z.enum(FILED_AS, { error: "Say who you are in this" }),
    happened: requiredText(HAPPENED_CHARACTERS_MAX, "Say what happened, in your own words"),
    place: requiredText(LINE_CHARACTERS_MAX, "Say where it happened, as far as you know"),
    happened_on: requiredText(LINE_CHARACTERS_MAX, "Say when it happened, as far as you know"),
    organisation: optionalText(LINE_CHARACTERS_MAX),
    evidence: optionalText(EVIDENCE_CHARACTERS_MAX),
    contact: optionalText(LINE_CHARACTERS_MAX),
    /** Out of sight: machines fill it in, people do not. */
    website: z
      .string()
      .max(0, { error: "Leave this empty: it is there to tell people from machines" })
      .default(""),
  })
  .transform(
    ({ filed_as: filedAs, happened_on: happenedOn, website: _, ...texts }): Filing => ({
      ...texts,
      filedAs,
      happenedOn,
    }),
  );

/** The desk's triage: what it is about, when that was found, and what was found out. */
export const triageForm = z.strictObject({
  concern_id: id,
  grant_id: z.union([z.literal(""), id], { error: "Choose an approval, or none" }).default(""),
  note: requiredText(4_000, "Say what you found out, for those who decide"),
});

export const decideForm = z.strictObject({
  concern_id: id,
  outcome: z.enum(CONCERN_OUTCOMES, { error: "Choose an outcome" }),
  grant_id: z.union([z.literal(""), id], { error: "Choose an approval, or none" }).default(""),
  answer: requiredText(4_000, "Say why, to the person who filed it"),
  note: optionalText(4_000),
});
