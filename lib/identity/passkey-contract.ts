import { z } from "zod";

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const ANSWER_CHARACTERS_MAX = 12_000;

const credential = {
  id: base64url.min(1).max(1_400),
  rawId: base64url.min(1).max(1_400),
  type: z.literal("public-key"),
};

/** WebAuthn Level 3 §5.1.8.1, RegistrationResponseJSON, as far as it is read. */
const enrolment = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z.array(z.string().max(30)).max(10).default([]),
    }),
  })
  .transform((answer) => ({ ...answer, clientExtensionResults: {} }));

/** The same, AuthenticationResponseJSON. */
const assertion = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    }),
  })
  .transform(({ response: { userHandle, ...response }, ...answer }) => ({
    ...answer,
    response: userHandle ? { ...response, userHandle } : response,
    clientExtensionResults: {},
  }));

export type PasskeyEnrolment = z.output<typeof enrolment>;
export type PasskeyAssertion = z.output<typeof assertion>;

/** JSON in a form's field, made by the page's script. */
function inJson<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(ANSWER_CHARACTERS_MAX, "what the passkey answered is too long")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "is not what a passkey answers" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const passkeyField = inJson(assertion);

/** The same where the field is always there and empty when it is not used. */
export const optionalPasskey = z.preprocess(
  (value) => (value === "" ? undefined : value),
  passkeyField.optional(),
);

const secret = z.string().max(200).optional();
const confirmation = { password: secret, totp: z.string().trim().max(10).optional() };

export const enrolPasskeyForm = z.strictObject({
  name: z.string().trim().min(1, "a name, such as the device that it is on").max(60, "at most 60 characters"),
  new_passkey: inJson(enrolment),
  passkey: optionalPasskey,
  ...confirmation,
});

export const removePasskeyForm = z.strictObject({
  passkey_id: z.string().startsWith("pky_").max(40),
  passkey: optionalPasskey,
  ...confirmation,
});

export const passkeySignInForm = z.strictObject({
  passkey: passkeyField,
  next: z.string().max(2_000).optional(),
});

/** For what a step-up is asked: the digest of what the person was shown. */
export const startStepUpForm = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) });
export const nothingForm = z.strictObject({});
