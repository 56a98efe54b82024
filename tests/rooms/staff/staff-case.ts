import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { confirmProposal } from "#lib/staff/judge-proposal";
import type { StaffDraft } from "#lib/staff/proposal";
import { proposalText } from "#lib/staff/proposal";
import { prepareProposal, proposeStaff } from "#lib/staff/propose-staff";
import { seedPerson } from "#tests/support/seed-person";
import { seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";

export type Proposed = { proposalId: string; digest: string };

/** What the database says to a statement of raw SQL. */
export const raw = (sql: string, ...values: unknown[]) => read((tx) => tx.$executeRawUnsafe(sql, ...values));

/** Someone with an account of their own, who is no demo person. */
export async function seedCandidate(name: string): Promise<Actor & { email: string }> {
  const actor = await transaction((tx) => seedPerson(tx, name));
  const email = `${actor.personId.toLowerCase()}@seed.example`;
  await read((tx) => tx.person.update({ where: { id: actor.personId }, data: { email } }));
  return { ...actor, email };
}

export async function seedKeepers(): Promise<{ officer: Actor; operator: Actor }> {
  return { officer: await seedStaff("compliance_officer"), operator: await seedStaff("operator") };
}

export function draftFor(email: string, change: Partial<StaffDraft> = {}): StaffDraft {
  return {
    action: "enrol",
    email,
    name: "Dana Whitlock",
    roles: [{ role: "privacy", home_lane: null }],
    employer: "Countersign Foundation",
    past_employers: [{ employer: "Northwind Airways Ltd", from: "2019-03-01", to: "2022-06-30" }],
    reason: "The privacy lane has one specialist, and from tier 3 on it needs two.",
    ...change,
  };
}

export const roleOf = (role: StaffRole) => ({ role, home_lane: null });

export async function proposeAs(actor: Actor, draft: StaffDraft, ageSeconds = 0): Promise<Proposed> {
  // No caretaker runs here, and a ledger that stands still for a minute stops all signing.
  await sequenceEntries({ now: new Date() });
  const { proposalId: id } = await prepareProposal({ actor, draft });
  const said = { id, ...draft };
  const stepUpId = await seedStepUp(actor, proposalText(said).digest, ageSeconds);
  return proposeStaff({ actor, said, stepUpId });
}

export async function confirmAs(actor: Actor, { proposalId, digest }: Proposed, ageSeconds = 0) {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest, ageSeconds);
  return confirmProposal({ actor, proposalId, digest, stepUpId });
}

/** Roles that a person holds now. */
export async function rolesOf(personId: string): Promise<string[]> {
  const rows = await read((tx) =>
    tx.staffRole.findMany({ where: { personId, endedAt: null }, orderBy: { role: "asc" } }),
  );
  return rows.map(({ role }) => role);
}

/** A role as raw SQL would give it. */
export const giveRaw = (personId: string, role: string, proposalId: string | null = null) =>
  read((tx) => tx.staffRole.create({ data: { id: newId("rol"), personId, role, proposalId } }));

/** A confirmation past the verb. */
export function confirmRaw({ proposalId, digest }: Proposed, actor: Actor, stepUpId: string) {
  return read((tx) =>
    tx.staffConfirmation.create({
      data: { proposalId, confirmedById: actor.personId, digest, method: "password", stepUpId },
    }),
  );
}
