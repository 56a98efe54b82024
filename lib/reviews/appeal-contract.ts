import { z } from "zod";
import { APPEAL_GROUNDS, APPEAL_OUTCOMES } from "./appeal-words";

const id = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{1,40}$/, { error: "An id" });
const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: "A SHA-256 of 64 hex digits" });
const words = (max: number) =>
  z.string().max(max, { error: `Shorten it to ${max.toLocaleString("en-GB")} characters` });

/** `/applications/{id}/appeal`. */
export const appealForm = z.strictObject({
  application_id: id,
  grounds: z.preprocess(
    // A group of boxes sends nothing, one value, or several.
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(APPEAL_GROUNDS)).min(1, { error: "Choose at least one ground" }),
  ),
  statement: words(8_000).default(""),
});

/** `/review/appeals/{id}`: the panel's own declaration. */
export const panelConflictForm = z.strictObject({
  application_id: id,
  has_conflict: z.enum(["no", "yes"], { error: "Choose one of the two" }),
  detail: words(2_000).default(""),
});

export const proposeOutcomeForm = z.strictObject({
  appeal_id: id,
  outcome: z.enum(APPEAL_OUTCOMES, { error: "Choose an outcome" }),
  reasons: words(8_000).default(""),
  public_reasons: words(8_000).default(""),
});

export const signOutcomeForm = z
  .strictObject({
    proposal_id: id,
    digest,
    reason: words(2_000).default(""),
    password: z.string().max(1_000).default(""),
    totp: z.string().max(20).default(""),
  })
  .refine(({ password, totp }) => password !== "" || totp.trim() !== "", {
    path: ["password"],
    error: "Give your password, or the six digits of your authenticator",
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
