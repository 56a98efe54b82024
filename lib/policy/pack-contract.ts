import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";
import { digestField, idField, wordsField } from "#lib/platform/form-fields";

// How long a text may be is for the verb to say, which keeps what is no valid pack.
const text = z.string().default("");

/** `/operate/packs`: from the pack in force, or from a text. */
export const startDraftForm = z.strictObject({
  from: z.enum(["in_force", "text"], { error: "Choose what it begins from" }),
  text,
});

/** `/operate/packs/{id}`: the text as a whole, and the edition that it was written from. */
export const writeDraftForm = z.strictObject({
  draft_id: idField,
  edition: z.coerce.number().int().min(1),
  text,
});

export const draftForm = z.strictObject({ draft_id: idField });

/** The form of every signature calls what is signed a proposal. */
export const releaseDraftForm = z
  .strictObject({
    proposal_id: idField,
    digest: digestField,
    reason: wordsField(2_000).default(""),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

export const moveCaseForm = z.strictObject({
  application_id: idField,
  reason: wordsField(2_000).default(""),
});
