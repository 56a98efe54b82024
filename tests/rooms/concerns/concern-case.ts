import { concernForm } from "#lib/concerns/contract";
import { type FiledConcern, fileConcern } from "#lib/concerns/file-concern";
import type { Filing } from "#lib/concerns/statement";
import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { newId } from "#lib/platform/ids";

/** What a careful person types. */
export const TYPED = {
  filed_as: "person",
  happened: "I was held at the gate for two hours: the screen said that I was someone else.",
  place: "Terminal 2, gate 22",
  happened_on: "3 November, about noon",
  organisation: "Northwind, I think",
  evidence: "My boarding pass and a letter from the airline.",
  contact: "+44 20 7946 0000",
} as const;

export function filingOf(changes: Record<string, string> = {}): Filing {
  return concernForm.parse({ ...TYPED, ...changes });
}

let host = 0;

/** Files it from an address of its own, so that no test meets another's limit. */
export function file(changes: Record<string, string> = {}): Promise<FiledConcern> {
  host += 1;
  return fileConcern({ filing: filingOf(changes), address: `198.51.100.${host}` });
}

export function staff(...roles: readonly StaffRole[]): Actor {
  return {
    personId: newId("per"),
    name: roles.join(" and "),
    sessionId: newId("ses"),
    staffRoles: roles.map((role) => ({ role, homeLane: null })),
    memberships: [],
  };
}
