import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Actor } from "#lib/identity/actor";
import type { MemberRole, StaffRole } from "#lib/identity/roles";
import { seedPeople } from "#lib/identity/seed-people";
import { read } from "#lib/platform/db";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";

// Settings are read at the first use of the database, which is after this.
const dataFolder = mkdtempSync(path.join(os.tmpdir(), "countersign-applications-"));
process.env.COUNTERSIGN_DATA = dataFolder;
process.on("exit", () => rmSync(dataFolder, { recursive: true, force: true }));

export type Cast = {
  admin: Actor;
  signatory: Actor;
  contributor: Actor;
  /** Of another organisation. */
  stranger: Actor;
  intake: Actor;
  compliance: Actor;
  technical: Actor;
  accountTeam: Actor;
};

/** The demo's people with what they may do, and the shipped policy pack, in this file's own database. */
export async function castOf(): Promise<Cast> {
  await seedPeople();
  await releasePack({ actor: "service", pack: await readPackFile("prisma/packs/2026-11.json") });
  const rows = await read((tx) => tx.person.findMany({ include: { memberships: true, staffRoles: true } }));
  const actors = rows.map(
    (row): Actor => ({
      personId: row.id,
      name: row.name,
      sessionId: "ses_test",
      staffRoles: row.staffRoles.map(({ role }) => ({ role: role as StaffRole, homeLane: null })),
      memberships: row.memberships.map(({ organisationId, role }) => ({
        organisationId,
        role: role as MemberRole,
      })),
    }),
  );
  const signatory = first(actors, ({ memberships }) => memberships.some(({ role }) => role === "signatory"));
  const ours = signatory.memberships[0]?.organisationId;
  const member = (wanted: MemberRole) =>
    first(actors, ({ memberships }) =>
      memberships.some(({ organisationId, role }) => organisationId === ours && role === wanted),
    );
  const staff = (wanted: StaffRole) =>
    first(actors, ({ staffRoles }) => staffRoles.some(({ role }) => role === wanted));
  return {
    admin: member("admin"),
    signatory,
    contributor: member("contributor"),
    stranger: first(actors, ({ memberships }) =>
      memberships.some(({ organisationId }) => organisationId !== ours),
    ),
    intake: staff("intake"),
    compliance: staff("compliance"),
    technical: staff("technical"),
    accountTeam: staff("account_team"),
  };
}

function first(actors: readonly Actor[], fits: (actor: Actor) => boolean): Actor {
  const found = actors.find(fits);
  if (found === undefined) throw new Error("the demo has no such person");
  return found;
}

/** The leaves of one subject, in order, as they wait or stand in the ledger. */
export async function leavesOf(
  subjectId: string,
): Promise<{ kind: string; data: Record<string, unknown> }[]> {
  const rows = await read((tx) =>
    tx.ledgerPending.findMany({ where: { subjectId }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ kind, leaf }) => ({ kind, data: JSON.parse(leaf).data }));
}
