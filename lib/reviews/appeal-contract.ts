import { z } from "zod";
import { boxesOf, idField as id, wordsField as words } from "#lib/platform/form-fields";
import { APPEAL_GROUNDS, APPEAL_OUTCOMES } from "./appeal-words";

/** `/applications/{id}/appeal`. */
export const appealForm = z.strictObject({
  application_id: id,
  grounds: boxesOf(z.array(z.enum(APPEAL_GROUNDS)).min(1, { error: "Choose at least one ground" })),
  statement: words(8_000).default(""),
});

export const proposeOutcomeForm = z.strictObject({
  appeal_id: id,
  outcome: z.enum(APPEAL_OUTCOMES, { error: "Choose an outcome" }),
  reasons: words(8_000).default(""),
  public_reasons: words(8_000).default(""),
});

export const sendBackOutcomeForm = z.strictObject({ proposal_id: id, question: words(2_000).default("") });

export const reopenForm = z.strictObject({ application_id: id, reopen: z.literal("yes").optional() });

/** `/operate/re-reviews`: take a case into its lanes. */
export const startReReviewForm = z.strictObject({ application_id: id });

/** `/review/{id}/emergency`. */
export const emergencyForm = z.strictObject({
  application_id: id,
  imminent: z.enum(["yes", "on"]).optional(),
  danger: words(2_000).default(""),
});
