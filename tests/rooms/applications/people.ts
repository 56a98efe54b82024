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
  const actorOf = (email: string): Actor => {
    const row = rows.find((person) => person.email === email);
    if (row === undefined) throw new Error(`no such person: ${email}`);
    return {
      personId: row.id,
      name: row.name,
      sessionId: "ses_test",
      staffRoles: row.staffRoles.map(({ role }) => ({ role: role as StaffRole, homeLane: null })),
      memberships: row.memberships.map(({ organisationId, role }) => ({
        organisationId,
        role: role as MemberRole,
      })),
    };
  };
  return {
    admin: actorOf("admin@northwind.example"),
    signatory: actorOf("signatory@northwind.example"),
    contributor: actorOf("contributor@northwind.example"),
    stranger: actorOf("admin@st-alder.example"),
    intake: actorOf("intake@countersign.example"),
    compliance: actorOf("compliance@countersign.example"),
    technical: actorOf("technical@countersign.example"),
    accountTeam: actorOf("account-team@countersign.example"),
  };
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
