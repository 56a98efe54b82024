import { z } from "zod";
import { isCountry, isRegion } from "#lib/policy/places";
import {
  ACTS_FOR_LAW_ENFORCEMENT,
  CAMERAS,
  CONSEQUENCES,
  CUSTOMER_TYPES,
  GALLERY_SOURCES,
  MODES,
  OPERATIONS,
  OUTPUT_USES,
  PLACE_KINDS,
  SPACES,
  SUBJECTS,
  USE_CASES,
} from "#lib/policy/vocabulary";
import { placeCode } from "./form/places";

const CITY_CHARACTERS_MAX = 120;

function one<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: "Choose one" });
}

function several<const T extends readonly string[]>(values: T) {
  return z
    .preprocess(
      (value) => (typeof value === "string" ? [value] : value),
      z.array(z.enum(values, { error: "Choose among those shown" }), { error: "Choose at least one" }),
    )
    .pipe(z.array(z.enum(values)).min(1, { error: "Choose at least one" }))
    .transform((list) => [...new Set(list)]);
}

const yesNo = z.enum(["yes", "no"], { error: "Answer yes or no" }).transform((answer) => answer === "yes");
const optional = z
  .string({ error: "One line" })
  .max(CITY_CHARACTERS_MAX, { error: "Shorten it" })
  .default("");
const country = z.string({ error: "Choose a country" }).refine(isCountry, { error: "Choose a country" });

/**
 * The answers of the self-check as its address carries them. Names that it does not know are left aside: links are
 * passed on with whatever others append to them.
 */
export const selfCheckForm = z
  .object({
    who: one(CUSTOMER_TYPES),
    use: one(USE_CASES),
    operation: several(OPERATIONS),
    mode: one(MODES),
    camera: one(CAMERAS),
    space: one(SPACES),
    country,
    region: optional.transform((typed) => placeCode(typed.trim())),
    city: optional.transform((typed) => typed.trim()),
    place: one(PLACE_KINDS),
    subject: several(SUBJECTS),
    adults: yesNo,
    gallery: one(GALLERY_SOURCES),
    optional: yesNo,
    consequence: one(CONSEQUENCES),
    output: one(OUTPUT_USES),
    acts: one(ACTS_FOR_LAW_ENFORCEMENT),
    acts_country: z.union([z.literal(""), country], { error: "Choose a country" }).default(""),
  })
  .superRefine(({ country: code, region, acts, acts_country }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (region !== "" && !isRegion(region)) {
      refuse("region", "A name such as Illinois, or a code such as US-IL");
    } else if (region !== "" && !region.startsWith(`${code}-`)) {
      refuse("region", "Name a region of the country above");
    } else if (region === "" && code === "US") {
      refuse("region", "Name the state: some have laws of their own");
    }
    if (acts === "contract" && acts_country === "") refuse("acts_country", "Name the country");
  });

export type SelfCheckAnswers = z.output<typeof selfCheckForm>;

/** Names of the fields, in the order of the questions. */
export const SELF_CHECK_FIELDS: readonly string[] = Object.keys(selfCheckForm.shape);
