import { authorise } from "#lib/grants/authorise";
import { loadGate } from "#lib/grants/load-gate";
import type { Actor } from "#lib/identity/actor";
import { issueKey } from "#lib/keys/issue-key";
import { read, transaction } from "#lib/platform/db";
import { seedPerson } from "#tests/support/seed-person";
import { asNow } from "../reviews/appeal-case";
import type { ReviewCase } from "../reviews/review-case";
import { REQUEST } from "./terms-fixture";

export const DAY_MS = 86_400_000;
export const REASON = "The site moved to another terminal.";

export const stateOf = async (review: ReviewCase) => (await asNow(review)).state;
export const grantOf = (id: string) => read((tx) => tx.grant.findUniqueOrThrow({ where: { id } }));
export const keyOf = (id: string) => read((tx) => tx.apiKey.findUniqueOrThrow({ where: { id } }));

/** A key of the applicant's under a grant. @returns its id */
export async function keyUnder({ organisationId }: ReviewCase, grantId: string): Promise<string> {
  const person = await transaction((tx) => seedPerson(tx, "Admin"));
  const actor: Actor = { ...person, memberships: [{ organisationId, role: "admin" }] };
  const asked = { name: "gate", scopes: ["verify_1_1" as const], cidrs: [], days: 365 };
  return (await issueKey({ actor, organisationId, grantId, ...asked })).keyId;
}

/** Whether a call with this key would go through, from a site where the grant leaves a choice of them. */
export async function works(
  keyId: string,
  { now = new Date(), site = null }: { now?: Date; site?: string | null } = {},
): Promise<boolean> {
  const gate = await read((tx) => loadGate(tx, { keyId }));
  if (gate === null) return false;
  const asked = { purpose: null, site, mode: null, clientAddress: null };
  return authorise(gate.grant, { ...REQUEST, ...asked }, { ...gate.facts, consent: "valid" }, now).ok;
}
