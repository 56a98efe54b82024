import type pg from "pg";
import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import { newId } from "#lib/platform/ids";
import { layProposal } from "./raw-attempts";
import { insert } from "./raw-rows";

/**
 * A case laid down row by row, the way an attacker with the application's database role would: no verb is in
 * between, so that what is refused here is refused by the database itself.
 */
export type RawCase = {
  sql: pg.Client;
  organisationId: string;
  applicationId: string;
  revisionId: string;
  /** People by what they are to the case. */
  people: Record<
    | "compliance"
    | "ethics"
    | "legal"
    | "alsoLegal"
    | "noApprover"
    | "endedApprover"
    | "scorer"
    | "recused"
    | "conflicted"
    | "applicant"
    | "verifier"
    | "earlierVerifier",
    string
  >;
  proposalId: string;
  digest: string;
};

/** @returns a case with an open proposal and one locked score, ready for two signatures */
export async function layRawCase(
  sql: pg.Client,
  { tier = "T1", outcome = "approve", approvers = 2 } = {},
): Promise<RawCase> {
  const organisationId = newId("org");
  await insert(sql, "Organisation", { id: organisationId, name: "Northwind", country: "GB" });
  const people = await layPeople(sql, organisationId);
  const applicationId = newId("app");
  await insert(sql, "Application", {
    id: applicationId,
    reference: `APP-${applicationId}`,
    organisationId,
    createdById: people.applicant,
    title: "Boarding",
    state: "decision_pending",
    draft: "{}",
    updatedAt: new Date(),
  });
  const revisionId = await layRevision(sql, applicationId, people.applicant, tier, approvers);
  await layParts(sql, { organisationId, applicationId, revisionId, people });
  const proposal = await layProposal(sql, { applicationId, revisionId, outcome, by: people.compliance });
  return { sql, organisationId, applicationId, revisionId, people, ...proposal };
}

async function layPeople(sql: pg.Client, organisationId: string): Promise<RawCase["people"]> {
  const approver = (lane: string) => layPerson(sql, [{ role: "approver", homeLane: lane }]);
  const people = {
    compliance: await approver("compliance"),
    ethics: await approver("ethics"),
    legal: await approver("legal"),
    alsoLegal: await approver("legal"),
    noApprover: await layPerson(sql, [{ role: "compliance_officer", homeLane: null }]),
    endedApprover: await layPerson(sql, [{ role: "approver", homeLane: "privacy", ended: true }]),
    scorer: await approver("technical"),
    recused: await approver("privacy"),
    conflicted: await approver("fairness"),
    applicant: await approver("security"),
    verifier: await approver("security"),
    earlierVerifier: await approver("security"),
  };
  await insert(sql, "Membership", {
    id: newId("mem"),
    organisationId,
    personId: people.applicant,
    role: "contributor",
  });
  return people;
}

export async function layPerson(
  sql: pg.Client,
  roles: readonly { role: string; homeLane: string | null; ended?: boolean }[],
): Promise<string> {
  const id = newId("per");
  await insert(sql, "Person", { id, email: `${id}@example.test`, name: id, passwordHash: "-", isDemo: true });
  for (const { role, homeLane, ended } of roles) {
    const endedAt = ended === true ? new Date() : null;
    await insert(sql, "StaffRole", { id: newId("rol"), personId: id, role, homeLane, endedAt });
  }
  return id;
}

export async function layRevision(
  sql: pg.Client,
  applicationId: string,
  by: string,
  tier: string,
  approvers = 2,
): Promise<string> {
  const id = newId("rev");
  const canonical = canonicalJson({ revision: id });
  const { rows } = await sql.query(
    `SELECT count(*)::int AS n FROM "ApplicationRevision" WHERE "applicationId" = $1`,
    [applicationId],
  );
  await insert(sql, "ApplicationRevision", {
    id,
    applicationId,
    number: rows[0].n + 1,
    canonical,
    digest: sha256Hex(canonical),
    packVersion: "2026-11",
    attestedById: by,
    attestedName: "A. Signatory",
  });
  await insert(sql, "Screening", {
    id: newId("scr"),
    revisionId: id,
    packVersion: "2026-11",
    outcome: "review",
    tier,
    risk: 20,
    result: JSON.stringify({ approvers }),
  });
  await sql.query(`UPDATE "Application" SET "revisionId" = $2 WHERE id = $1`, [applicationId, id]);
  return id;
}

async function layParts(
  sql: pg.Client,
  at: Pick<RawCase, "organisationId" | "applicationId" | "revisionId" | "people">,
): Promise<void> {
  const { applicationId, revisionId, people } = at;
  const lane = (personId: string, name: string, recusedAt: Date | null) =>
    insert(sql, "LaneAssignment", { id: newId("asg"), applicationId, lane: name, personId, recusedAt });
  await lane(people.scorer, "technical", null);
  await lane(people.recused, "privacy", new Date());
  await insert(sql, "FactorScore", {
    id: newId("fsc"),
    applicationId,
    revisionId,
    factorId: "F06",
    lane: "technical",
    scorerId: people.scorer,
    points: 3,
    rationale: "A site test at the operating threshold.",
    updatedAt: new Date(),
    lockedAt: new Date(),
  });
  await insert(sql, "ConflictDeclaration", {
    id: newId("cfl"),
    applicationId,
    personId: people.conflicted,
    hasConflict: true,
  });
  await insert(sql, "Evidence", {
    id: newId("evd"),
    organisationId: at.organisationId,
    applicationId,
    kind: "dpia",
    fileName: "dpia.pdf",
    mediaType: "application/pdf",
    bytes: 10,
    sha256: "0".repeat(64),
    storageKey: newId("evd"),
    scan: "not_scanned",
    uploadedById: people.applicant,
    judgedByIds: [people.earlierVerifier, people.verifier],
    verifiedAt: new Date(),
  });
}
