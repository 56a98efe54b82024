import { z } from "zod";
import { PASSWORD_LENGTH_MIN } from "./password";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "at most 254 characters")
  .pipe(z.email("an e-mail address such as name@company.example"));

const newPassword = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(200, "at most 200 characters");

export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(200),
  totp: z.string().trim().max(10).optional(),
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

export const changePasswordForm = z.strictObject({
  current_password: z.string().min(1, "your password of today"),
  new_password: newPassword,
});

export const endSessionForm = z.strictObject({ session_id: z.string().startsWith("ses_") });

export const enrolTotpForm = z.strictObject({
  password: z.string().min(1, "your password"),
  secret: z.string().regex(/^[A-Z2-7]{16,64}$/, "start again: the secret on the page is not readable"),
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "the six digits that the app shows"),
});
