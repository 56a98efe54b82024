import type pg from "pg";
import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import { newId } from "#lib/platform/ids";
import type { RawCase } from "./raw-case";
import { insert } from "./raw-rows";

/** What the signed text of a raw case grants. */
export const TERMS = { operations: ["verify_1_1"], expiresAt: "2028-01-15T00:00:00.000Z" };

/** Columns that agree with each other and with the text; a test bends one of them. */
export function proposalColumns(of: {
  applicationId: string;
  revisionId: string;
  outcome: string;
  by: string;
}) {
  const id = newId("prp");
  const canonical = canonicalJson({
    proposal_id: id,
    application: { id: of.applicationId, revision_id: of.revisionId },
    outcome: of.outcome,
    conditions: { top_k: 1 },
    reasons: "Opt-in is real.",
    grant_terms: TERMS,
  });
  return {
    id,
    applicationId: of.applicationId,
    revisionId: of.revisionId,
    outcome: of.outcome,
    conditions: JSON.stringify({ top_k: 1 }),
    reasons: "Opt-in is real.",
    canonical,
    digest: sha256Hex(canonical),
    state: "open",
    proposedById: of.by,
  };
}

export async function layProposal(
  sql: pg.Client,
  of: { applicationId: string; revisionId: string; outcome: string; by: string },
): Promise<{ proposalId: string; digest: string }> {
  const columns = proposalColumns(of);
  await insert(sql, "DecisionProposal", columns);
  return { proposalId: columns.id, digest: columns.digest };
}

export async function layStepUp(
  sql: pg.Client,
  personId: string,
  digest: string,
  { ageSeconds = 0, used = false }: { ageSeconds?: number; used?: boolean } = {},
): Promise<string> {
  const sessionId = newId("ses");
  await insert(sql, "AuthSession", { id: sessionId, personId, expiresAt: new Date(Date.now() + 3_600_000) });
  const id = newId("stp");
  await sql.query(
    `INSERT INTO "StepUp" (id, "sessionId", "personId", method, digest, "createdAt", "usedAt")
     VALUES ($1, $2, $3, 'password', $4, clock_timestamp() - make_interval(secs => $5),
             CASE WHEN $6 THEN clock_timestamp() END)`,
    [id, sessionId, personId, digest, ageSeconds, used],
  );
  return id;
}

/** A signature as it should be; `bend` replaces what a test wants wrong. */
export async function signRaw(
  { sql, proposalId, digest }: Pick<RawCase, "sql" | "proposalId" | "digest">,
  signer: { personId: string; lane: string; slot: number },
  bend: Record<string, unknown> = {},
): Promise<void> {
  const stepUpId = bend.stepUpId ?? (await layStepUp(sql, signer.personId, digest));
  await insert(sql, "Signature", {
    id: newId("sig"),
    proposalId,
    slot: signer.slot,
    signerId: signer.personId,
    signerLane: signer.lane,
    digest,
    method: "password",
    reason: "The other lane is as quick.",
    ...bend,
    stepUpId,
  });
}

export async function decideRaw(
  { sql, applicationId, proposalId, digest }: RawCase,
  bend: Record<string, unknown> = {},
): Promise<string> {
  const id = newId("dec");
  await insert(sql, "Decision", { id, applicationId, proposalId, outcome: "approve", digest, ...bend });
  return id;
}

export async function grantRaw(
  raw: RawCase,
  decisionId: string,
  bend: Record<string, unknown> = {},
): Promise<string> {
  const id = newId("grt");
  await insert(raw.sql, "Grant", {
    id,
    tenantId: raw.organisationId,
    applicationId: raw.applicationId,
    decisionId,
    version: 1,
    terms: JSON.stringify(TERMS),
    termsDigest: "0".repeat(64),
    state: "active",
    expiresAt: new Date("2028-01-15"),
    ...bend,
  });
  return id;
}

export async function signTwice(raw: RawCase): Promise<void> {
  await signRaw(raw, { personId: raw.people.compliance, lane: "compliance", slot: 1 });
  await signRaw(raw, { personId: raw.people.ethics, lane: "ethics", slot: 2 });
}

/** Signs, decides and grants, all as it should be. */
export async function grantedCase(raw: RawCase): Promise<RawCase & { decisionId: string; grantId: string }> {
  await signTwice(raw);
  const decisionId = await decideRaw(raw);
  return { ...raw, decisionId, grantId: await grantRaw(raw, decisionId) };
}
