import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Secrets of one installation, under the names of the variables that carry them. */
export const SECRET_NAMES = [
  "EVIDENCE_KEK",
  "IMAGE_KEK",
  "KEY_PEPPERS",
  "LEDGER_SIGNING_KEY",
  "MAIL_KEY",
  "NEXTAUTH_SECRET",
] as const;
export type SecretName = (typeof SECRET_NAMES)[number];
export type Secrets = Record<SecretName, string>;

/** New secrets: 32 random bytes in base64url each; peppers as `version:value`, comma-separated. */
export function generateSecrets(): Secrets {
  return {
    EVIDENCE_KEK: randomSecret(),
    IMAGE_KEK: randomSecret(),
    KEY_PEPPERS: `1:${randomSecret()}`,
    LEDGER_SIGNING_KEY: randomSecret(),
    MAIL_KEY: randomSecret(),
    NEXTAUTH_SECRET: randomSecret(),
  };
}

/**
 * The secrets kept in a folder, one file each, made once and readable by their owner alone. A variable that is
 * set wins over the file, so that a deployment can bring its own.
 *
 * @throws Error when a file is empty: a lost key must not be replaced silently, what it sealed would be lost too
 */
export function openSecretsFolder(folder: string, variables: Record<string, string | undefined>): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const fresh = generateSecrets();
  const entries = SECRET_NAMES.map((name) => {
    const given = variables[name]?.trim();
    return [name, given || keep(path.join(folder, name), fresh[name])] as const;
  });
  return Object.fromEntries(entries) as Secrets;
}

function keep(file: string, fresh: string): string {
  if (!existsSync(file)) {
    // Written aside and linked: never seen half-written, and of two first starts the first one wins.
    const half = `${file}.${process.pid}`;
    writeFileSync(half, fresh, { mode: 0o600 });
    try {
      linkSync(half, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(half);
    }
  }
  const value = readFileSync(file, "utf8").trim();
  if (value === "") throw new Error(`The secret file ${file} is empty; restore it from your backup.`);
  return value;
}

function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}
