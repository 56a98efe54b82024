import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

/**
 * What a challenge may be used for, and by whom. `sign`: the answer is kept with a signature, and its challenge is the
 * digest; `step_up`: it confirms something and is forgotten, and its challenge is random.
 */
export type ChallengeUse =
  | { purpose: "sign_in" }
  | { purpose: "enrol"; personId: string; sessionId: string }
  | { purpose: "step_up" | "sign"; personId: string; sessionId: string; digest: string };

/** Asked again over the same digest, by the same person and session, a challenge can be used once more. */
export async function insertChallenge(
  tx: Tx,
  row: { challenge: string; use: ChallengeUse; seconds: number },
): Promise<void> {
  const { purpose, personId, sessionId, digest } = bound(row.use);
  await tx.$executeRaw`
    INSERT INTO "PasskeyChallenge" (id, challenge, purpose, "personId", "sessionId", digest, "expiresAt")
    VALUES (${newId("pch")}, ${row.challenge}, ${purpose}, ${personId}, ${sessionId}, ${digest},
            clock_timestamp() + make_interval(secs => ${row.seconds}::int))
    ON CONFLICT (challenge, "personId", "sessionId") WHERE purpose = 'sign'
    DO UPDATE SET "expiresAt" = EXCLUDED."expiresAt", "usedAt" = NULL`;
}

/** Uses a challenge up, whatever comes of it. @returns false when it was used, is over, or is for something else */
export async function useChallenge(tx: Tx, of: { challenge: string; use: ChallengeUse }): Promise<boolean> {
  const { purpose, personId, sessionId, digest } = bound(of.use);
  const used = await tx.$executeRaw`
    UPDATE "PasskeyChallenge" SET "usedAt" = clock_timestamp()
    WHERE challenge = ${of.challenge} AND purpose = ${purpose} AND "usedAt" IS NULL
      AND "expiresAt" > clock_timestamp() AND "personId" IS NOT DISTINCT FROM ${personId}
      AND "sessionId" IS NOT DISTINCT FROM ${sessionId} AND digest IS NOT DISTINCT FROM ${digest}`;
  return used === 1;
}

function bound(use: ChallengeUse) {
  return { personId: null, sessionId: null, digest: null, ...use };
}

export async function deleteEndedChallenges(tx: Tx): Promise<number> {
  return tx.$executeRaw`DELETE FROM "PasskeyChallenge" WHERE "expiresAt" <= clock_timestamp()`;
}

/** @returns false when this credential is enrolled already, be it by someone else */
export async function insertPasskey(
  tx: Tx,
  row: {
    id: string;
    personId: string;
    credentialId: string;
    publicKey: Uint8Array<ArrayBuffer>;
    counter: number;
    transports: string[];
    name: string;
  },
): Promise<boolean> {
  const { count } = await tx.passkey.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export type PasskeyRow = {
  id: string;
  name: string;
  credentialId: string;
  publicKey: Uint8Array;
  transports: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  /** False for one of the staff's that nobody else has confirmed yet: it then serves for nothing. */
  counts: boolean;
};

/** Every passkey of a person, in the order in which they were enrolled. */
export async function findPasskeys(tx: Tx, personId: string): Promise<PasskeyRow[]> {
  return tx.$queryRaw<PasskeyRow[]>`
    SELECT id, name, "credentialId", "publicKey", transports, "createdAt", "lastUsedAt",
           guard_passkey_counts("credentialId") AS counts
    FROM "Passkey" WHERE "personId" = ${personId} ORDER BY id`;
}

/** Those that serve to sign in and to sign. */
export async function findCountingPasskeys(tx: Tx, personId: string): Promise<PasskeyRow[]> {
  return (await findPasskeys(tx, personId)).filter(({ counts }) => counts);
}

/** The passkey of a credential, where it counts. */
export async function findPasskey(tx: Tx, credentialId: string) {
  const [row] = await tx.$queryRaw<{ counts: boolean }[]>`
    SELECT guard_passkey_counts(${credentialId}) AS counts`;
  if (row?.counts !== true) return null;
  return tx.passkey.findUnique({
    where: { credentialId },
    select: { personId: true, credentialId: true, publicKey: true, counter: true },
  });
}

/** How many are enrolled, whether they count or not. */
export async function countPasskeys(tx: Tx, personId: string): Promise<number> {
  return tx.passkey.count({ where: { personId } });
}

/**
 * Notes a use. A counter only goes up; authenticators without one say 0 for ever (WebAuthn Level 3 §6.1.1).
 *
 * @returns false when another use has moved the counter on meanwhile: a copy may be about
 */
export async function notePasskeyUse(
  tx: Tx,
  of: { credentialId: string; counter: number },
): Promise<boolean> {
  const noted = await tx.$executeRaw`
    UPDATE "Passkey" SET counter = ${of.counter}::bigint, "lastUsedAt" = clock_timestamp()
    WHERE "credentialId" = ${of.credentialId}
      AND (counter < ${of.counter}::bigint OR (counter = 0 AND ${of.counter}::bigint = 0))`;
  return noted === 1;
}

export async function deletePasskey(tx: Tx, of: { id: string; personId: string }): Promise<boolean> {
  const { count } = await tx.passkey.deleteMany({ where: of });
  return count === 1;
}
