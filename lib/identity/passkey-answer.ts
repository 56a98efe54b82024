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

/** What the browser answers when a passkey is made. */
export const newPasskeyField = inJson(enrolment);

/** What it answers when one is asked. */
export const passkeyField = inJson(assertion);

/** The same where the field is always there and empty when it is not used. */
export const optionalPasskey = z.preprocess(
  (value) => (value === "" ? undefined : value),
  passkeyField.optional(),
);
