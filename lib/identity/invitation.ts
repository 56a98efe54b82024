import { createHash, randomBytes } from "node:crypto";
import { env } from "#lib/platform/env";

export const INVITATION_DAYS = 7;
/** Of one organisation at a time, and in a day: an invitation is a mail to someone who has not asked for it. */
export const INVITATIONS_OPEN_MAX = 30;
export const INVITATIONS_A_DAY_MAX = 40;

const CODE_BYTES = 32;

/** What opens an invitation: 43 characters of base64url. It is shown once and never stored. */
export function newInvitationCode(): string {
  return randomBytes(CODE_BYTES).toString("base64url");
}

export function codeDigest(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

/** The code stands after `#`, which browsers send to nobody: it is in no log of a server or proxy. */
export function invitationLink(code: string): string {
  return `${env().portalUrl}/invitation#${code}`;
}

/** The same for someone who is to be staff. */
export function staffInvitationLink(code: string): string {
  return `${env().portalUrl}/invitation/staff#${code}`;
}
