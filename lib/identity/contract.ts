import { z } from "zod";
import { PASSWORD_LENGTH_MIN } from "./password";

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "at most 254 characters")
  .pipe(z.email("an e-mail address such as name@company.example"));

export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(200, "at most 200 characters");

/** What next-auth hands over, with fields of its own besides. */
export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(200),
  totp: z.string().trim().max(30).optional(),
});

/** The sign-in page's form; `next` is where the person wanted to go. */
export const signInForm = credentials.extend({ next: z.string().max(2_000).optional() }).strict();

export const demoSignInForm = z.strictObject({
  person_id: z.string().startsWith("per_"),
  next: z.string().max(2_000).optional(),
});

export const signUpForm = z.strictObject({
  organisation_name: z
    .string()
    .trim()
    .min(2, "the organisation's legal name")
    .max(200, "at most 200 characters"),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "a country code of two letters such as GB"),
  name: z.string().trim().min(2, "your name").max(120, "at most 120 characters"),
  email,
  password: newPassword,
});

export const mailedCodeForm = z.strictObject({
  code: z.string().trim().min(1, "the code of your link").max(100, "the code of your link"),
});
export const recoverForm = z.strictObject({ email });
export const recoverPasswordForm = mailedCodeForm.extend({ new_password: newPassword });

export const changePasswordForm = z.strictObject({
  current_password: z.string().min(1, "your password of today").max(200),
  new_password: newPassword,
});

export const endSessionForm = z.strictObject({ session_id: z.string().startsWith("ses_") });

const sixDigits = z
  .string()
  .trim()
  .regex(/^\d{6}$/, "the six digits that the app shows");

export const enrolTotpForm = z.strictObject({
  password: z.string().min(1, "your password").max(200),
  code: sixDigits,
  current_code: z
    .string()
    .trim()
    .regex(/^(\d{6}|[\w\s-]{12,20})$/, "the six digits that the app shows, or a recovery code")
    .optional(),
});

export const recoveryCodesForm = z.strictObject({ totp: sixDigits });
