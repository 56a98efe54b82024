import { z } from "zod";
import type { Confirmation } from "./confirm-person";
import { optionalPasskey } from "./passkey-answer";

const unlessEmpty = (value: string) => value || undefined;

/** Fields of a form that asks once more who one is; the page shows those that the person has. */
export const confirmationFields = {
  password: z.string().max(1_000).optional().default("").transform(unlessEmpty),
  totp: z.string().trim().max(20).optional().default("").transform(unlessEmpty),
  passkey: optionalPasskey,
};

/** Whether anything was given; `confirmPerson` judges it. */
export function isGiven({ password, totp, passkey }: Confirmation): boolean {
  return password !== undefined || totp !== undefined || passkey !== undefined;
}

/** For a form's `refine` with `isGiven`. */
export const NOTHING_GIVEN = {
  path: ["password"],
  error: "Give your password or the six digits of your authenticator, or use a passkey",
};
