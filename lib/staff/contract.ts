import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";
import { LANES, STAFF_ROLES } from "#lib/identity/roles";
import { boxesOf, digestField, idField, wordsField } from "#lib/platform/form-fields";
import { type PastEmployer, proposalIdField, STAFF_ACTIONS, type StaffDraft } from "./proposal";

const LINE_CHARS_MAX = 200;
const WORDS_CHARS_MAX = 2_000;

const line = wordsField(LINE_CHARS_MAX).trim().default("");
const words = wordsField(WORDS_CHARS_MAX).default("");

/** What is typed about a person. What is wrong with it is for the verb to say, field by field. */
const draftFields = {
  action: z.enum(STAFF_ACTIONS, { error: "Choose one of the two" }),
  email: wordsField(254).trim().toLowerCase().default(""),
  name: line,
  roles: boxesOf(z.array(z.enum(STAFF_ROLES, { error: "Choose roles of the list" }))),
  home_lane: z
    .enum(["", ...LANES], { error: "Choose a lane of the list" })
    .default("")
    .transform((lane) => (lane === "" ? null : lane)),
  employer: line,
  past_employers: words,
  reason: words,
};

/** First step of `/operate/people/new`: what is to be proposed, for its text and digest. */
export const checkProposalForm = z.strictObject(draftFields);

/** Second step: the same with the digest that was shown, and a confirmation over it. */
export const proposeForm = z
  .strictObject({ ...draftFields, proposal_id: proposalIdField, digest: digestField, ...confirmationFields })
  .refine(isGiven, NOTHING_GIVEN);

/** `/operate/people/{id}`: the second person confirms or refuses; who refuses says why. */
export const judgeProposalForm = z
  .strictObject({
    proposal_id: proposalIdField,
    digest: digestField,
    reason: words,
    verdict: z.enum(["confirm", "refuse"], { error: "Choose one of the two" }),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

/** `/operate/people/passkeys/{id}`: the second person confirms whose it is. */
export const confirmPasskeyForm = z
  .strictObject({ passkey_id: idField, digest: digestField, ...confirmationFields })
  .refine(isGiven, NOTHING_GIVEN);

/** What the form says, as the verb takes it: an end says nothing of employers or lanes. */
export function draftOf(form: z.output<typeof checkProposalForm>): StaffDraft {
  const { action, email, name, reason } = form;
  const enrols = action === "enrol";
  return {
    action,
    email,
    name,
    roles: form.roles.map((role) => ({
      role,
      home_lane: enrols && role === "approver" ? form.home_lane : null,
    })),
    employer: enrols ? form.employer : null,
    past_employers: enrols ? employersIn(form.past_employers) : [],
    reason: reason.trim(),
  };
}

/** One a line: employer; first day; last day. What a line lacks is empty, for the verb to say. */
function employersIn(text: string): PastEmployer[] {
  return text
    .split("\n")
    .filter((one) => one.trim() !== "")
    .map((one) => {
      const [employer = "", from = "", to = ""] = one.split(";").map((part) => part.trim());
      return { employer, from, to };
    });
}
