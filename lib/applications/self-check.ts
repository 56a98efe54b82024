import { databaseNow, read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import type { ApplicationData } from "#lib/policy/contract";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import { requirementsOf } from "#lib/policy/fired-clauses";
import { type RiskScale, riskScale } from "#lib/policy/risk-scale";
import { screen } from "#lib/policy/screen";
import { documentKinds } from "./form/labels";
import { NEUTRAL } from "./neutral-application";
import { type ScreeningInWords, screeningInWords } from "./screening-words";
import { SELF_CHECK_FIELDS, type SelfCheckAnswers, selfCheckForm } from "./self-check-form";

/** A query as an address has it. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export type SelfCheck =
  | { state: "blank" }
  /** What is wrong, by field name. */
  | { state: "open"; errors: Readonly<Record<string, string>> }
  | {
      state: "answered";
      screening: ScreeningInWords;
      scale: RiskScale;
      /** Documents that a rule would ask for. */
      documents: readonly string[];
      /** Registers in which a rule would ask for a reference. */
      registrations: readonly string[];
    };

/**
 * The evaluator's answer to ten questions, from a minimal application that is made of them and never stored.
 *
 * It is the same evaluator that judges a submission; what the questions do not ask is taken as `NEUTRAL` has it, and
 * the page says so (`selfCheck.assumptions` of the catalogue). It decides nothing.
 *
 * @param query with none of the fields: a blank form
 */
export async function selfCheck(query: Query): Promise<SelfCheck> {
  if (!SELF_CHECK_FIELDS.some((name) => query[name] !== undefined)) return { state: "blank" };
  const parsed = selfCheckForm.safeParse(query);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
    // The first message of a field is the one that tells what to do.
    return { state: "open", errors: Object.fromEntries([...errors].reverse()) };
  }
  const application = selfCheckApplication(parsed.data);
  return read(async (tx) => {
    const pack = await activePack(tx);
    const on = dayOf(await databaseNow(tx));
    const circumstances = { facts: await factsInForce(tx, on), on };
    const asked = requirementsOf(pack, application, circumstances);
    return {
      state: "answered",
      screening: screeningInWords(pack, screen(pack, application, circumstances)),
      scale: riskScale(pack),
      documents: asked.documents.map((kind) => documentKinds[kind]),
      registrations: asked.registrations.map((key) => key.replaceAll("_", " ")),
    };
  });
}

/** The smallest application that says what was answered, and nothing besides but what is taken for granted. Pure. */
export function selfCheckApplication(answers: SelfCheckAnswers): ApplicationData {
  const { country, region, city } = answers;
  const place = { country, ...(region === "" ? {} : { region }) };
  return {
    ...NEUTRAL,
    organisation: {
      ...NEUTRAL.organisation,
      ...place,
      customer_type: answers.who,
      acts_for_law_enforcement: answers.acts,
      ...(answers.acts_country === "" ? {} : { law_enforcement_country: answers.acts_country }),
    },
    purpose: {
      ...NEUTRAL.purpose,
      use_case: answers.use,
      output_use: answers.output,
      consequence: answers.consequence,
    },
    deployment: {
      ...NEUTRAL.deployment,
      operations: answers.operation,
      mode: answers.mode,
      camera: answers.camera,
      space: answers.space,
      template_holder: "operator",
      sites: [{ name: "the place", ...place, ...(city === "" ? {} : { city }), place_kind: answers.place }],
    },
    people: {
      ...NEUTRAL.people,
      subjects: answers.subject,
      adults_only: answers.adults,
      subject_countries: [region === "" ? country : region],
      gallery_source: answers.gallery,
      enrolment_optional: answers.optional,
    },
    data: { ...NEUTRAL.data, consent_type: answers.optional ? "explicit_opt_in" : "notice" },
    attestations: { ...NEUTRAL.attestations, no_resale: answers.who !== "reseller" },
  };
}
