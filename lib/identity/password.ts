import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Checked when there is no such person, so that an unknown address costs what a known one costs. */
let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** @param stored an argon2id PHC string, or null when there is no such person */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password).catch(() => false);
  nobody ??= hashPassword("the password of nobody");
  await verify(await nobody, password);
  return false;
}

export const PASSWORD_LENGTH_MIN = 12;
