import { z } from "zod";
import { LANES, STAFF_ROLES } from "#lib/identity/roles";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";

/** What a proposal asks for: that someone becomes staff or takes further roles, or that roles of theirs end. */
export const STAFF_ACTIONS = ["enrol", "end"] as const;

/** An id as `newId("stf")` makes it. */
export const proposalIdField = z
  .string()
  .regex(/^stf_[0-9A-HJKMNP-TV-Z]{26}$/, { error: "The id of a proposal" });

const words = z.string().trim().min(1);

/** A role as it is to be held; only an approver has a home lane. */
const heldRole = z.strictObject({ role: z.enum(STAFF_ROLES), home_lane: z.enum(LANES).nullable() });
export type HeldRole = z.infer<typeof heldRole>;

/** Where someone worked before, first and last day. */
const pastEmployer = z.strictObject({ employer: words, from: z.iso.date(), to: z.iso.date() });
export type PastEmployer = z.infer<typeof pastEmployer>;

/** What is said of a person and their roles. */
const statement = z.strictObject({
  /** The proposal's own: who confirms a text confirms this one and no other that reads the same. */
  id: proposalIdField,
  action: z.enum(STAFF_ACTIONS),
  /** Of the person concerned, in lower case. */
  email: z.email(),
  name: words,
  roles: z.array(heldRole).min(1),
  /** Who employs them now; null where roles end. */
  employer: words.nullable(),
  past_employers: z.array(pastEmployer),
  reason: words,
});
export type StaffStatement = z.infer<typeof statement>;

/** What is said before the proposal has an id. */
export type StaffDraft = Omit<StaffStatement, "id">;

/** The very text that people sign: RFC 8785 canonical JSON, with the SHA-256 of its bytes in hex. */
export function proposalText(said: StaffStatement): { canonical: string; digest: string } {
  const json: Json = JSON.parse(JSON.stringify(statement.parse(said)));
  const canonical = canonicalJson(json);
  return { canonical, digest: sha256Hex(canonical) };
}

/** Reads a text on file; one that does not parse is a fault of the database, and is thrown. */
export function readProposalText(canonical: string): StaffStatement {
  return statement.parse(JSON.parse(canonical));
}
