import { z } from "zod";
import { digestField } from "#lib/platform/form-fields";
import { confirmationFields } from "./confirmation-contract";
import { newPasskeyField, passkeyField } from "./passkey-answer";

export const enrolPasskeyForm = z.strictObject({
  name: z.string().trim().min(1, "a name, such as the device that it is on").max(60, "at most 60 characters"),
  new_passkey: newPasskeyField,
  ...confirmationFields,
});

export const removePasskeyForm = z.strictObject({
  passkey_id: z.string().startsWith("pky_").max(40),
  ...confirmationFields,
});

export const passkeySignInForm = z.strictObject({
  passkey: passkeyField,
  next: z.string().max(2_000).optional(),
});

/** For what a step-up is asked: the digest of what the person was shown, and whether the answer is to be a signature. */
export const startStepUpForm = z.strictObject({
  digest: digestField,
  purpose: z.enum(["step_up", "sign"]).default("step_up"),
});
export const nothingForm = z.strictObject({});
