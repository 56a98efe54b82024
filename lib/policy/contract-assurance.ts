import { z } from "zod";
import { choice, count, day, prose, text, webAddress, yesNo } from "./fields";
import { isCountry, isRegion } from "./places";
import { DOCUMENT_KINDS, INSTRUMENT_KINDS, REAL_TIME_OBJECTIVES } from "./vocabulary";

const jurisdictionError = "A country such as GB, a region such as US-IL, or EU";

const instrument = z
  .strictObject({
    kind: choice("The kind of instrument", INSTRUMENT_KINDS),
    issuer: text("The court or judge who issued it"),
    reference: text("Its reference", 200),
    scope: prose("Place, person, offence and time that it covers"),
    valid_from: day("The first day on which it holds"),
    valid_to: day("The last day on which it holds"),
    emergency: yesNo("Was it made in an emergency, before a judge could be asked?"),
  })
  .refine((value) => value.valid_to >= value.valid_from, {
    path: ["valid_to"],
    error: "Give a day on or after valid_from",
  });

/** Step 5. */
export const law = z.strictObject({
  bases: z
    .array(
      z.strictObject({
        jurisdiction: z
          .string({ error: jurisdictionError })
          .refine((code) => code === "EU" || isCountry(code) || isRegion(code), { error: jurisdictionError }),
        basis: prose("The law that permits this purpose there"),
      }),
      { error: "A list of legal bases, one for each jurisdiction" },
    )
    .min(1, { error: "Name the legal basis in at least one jurisdiction" })
    .max(100),
  objective: choice("The objective of real-time use in the EU, or null", REAL_TIME_OBJECTIVES).nullable(),
  instruments: z.array(instrument, { error: "A list of orders, empty if none" }).max(100),
  /** References by register: `eu_database`, `wa_notice_of_intent`, `co_notice_of_intent`, `national_law`, … */
  registrations: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
    text("The reference in that register", 500),
    {
      error: (issue) =>
        issue.code === "invalid_key"
          ? "Name the register in small letters, digits and underscores, such as eu_database"
          : 'References by register, such as {"eu_database": "…"}; {} if none',
    },
  ),
});

const targetFmrError = "The false match rate you aim at, above 0 and below 1, such as 0.001";

/** Step 6. */
export const accuracy = z.strictObject({
  model_version: text("The version of the model, or default", 100),
  target_fmr: z
    .number({ error: targetFmrError })
    .gt(0, { error: targetFmrError })
    .lt(1, { error: targetFmrError }),
  test_population: prose("On whom accuracy was or will be tested"),
  tester_independence: text("Who tests: independent, vendor, internal or none"),
});

/** Step 7. */
export const oversight = z.strictObject({
  reviewers: count("How many trained people review answers", 1_000_000),
  reviewer_authority: yesNo("May a reviewer overrule a match?"),
  blind_dual: yesNo("Do two people review without seeing each other's answer?"),
  corroboration_rule: prose("What else must agree before a person is affected"),
  fallback: prose("What happens when the system fails or a person declines"),
});

const days = (what: string) => count(`${what}, in days`, 36_500);

/** Step 8. */
export const data = z.strictObject({
  consent_type: text("How people agree: explicit_opt_in, written_release, notice or none"),
  withdrawal_path: prose("How a person withdraws, and how fast"),
  notice_url: webAddress("The public notice, or null if there is none").nullable(),
  retention_days: z.strictObject({
    probe: days("How long a photograph to compare is kept"),
    template: days("How long a template is kept"),
    result: days("How long an answer is kept"),
  }),
  deletion_method: prose("How data is deleted, and how that is shown"),
});

/** Step 9. */
export const security = z.strictObject({
  key_custody: prose("Where API keys are kept and who can use them"),
  pad_level: text("How presentation attacks were tested: none, self_declared, tested or certified"),
  incident_contact: text("Whom to call when something goes wrong"),
  complaint_url: webAddress("Where a person complains, or null if there is no page").nullable(),
  response_days: count("Days within which a complaint is answered", 365),
  register_consent: yesNo("May a refusal be published with your name?"),
});

/**
 * The evidence. `verified` is what staff found after reading it; a submit takes it from the evidence on file,
 * never from the applicant's word. `sha256` binds a revision to the very bytes; `issued_on` lets the evaluator
 * see a document grow old (HS11: two years).
 */
export const documents = z
  .array(
    z.strictObject({
      kind: choice("The kind of document", DOCUMENT_KINDS),
      verified: yesNo("Has staff verified the document?"),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, { error: "The SHA-256 of the file, 64 small hexadecimal digits" })
        .nullish(),
      issued_on: day("The day on which the document was issued").nullish(),
    }),
    { error: "A list of documents, empty if none" },
  )
  .max(200);

/** Step 10. The promises without which there is nothing to judge must be made; policy judges the other two. */
export const attestations = z.strictObject({
  truthful: z.literal(true, { error: "Attest that the answers are true and complete" }),
  no_us_police_use: yesNo("Do you promise that no US police will use or benefit from it?"),
  purpose_limit: z.literal(true, { error: "Promise to use it for the stated purpose only" }),
  audit_consent: z.literal(true, { error: "Agree to be audited" }),
  no_resale: yesNo("Do you promise not to resell access?"),
  signed_by: text("The name of the person who signs"),
  signed_on: day("The day of signing"),
});
