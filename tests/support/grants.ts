import { randomUUID } from "node:crypto";
import type { GrantTerms } from "#lib/grants/terms";
import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { formatKey, newKeyParts } from "#lib/keys/key-format";
import { currentPepper, secretMac } from "#lib/keys/pepper";
import { canonicalJson, type Json, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { DecisionConditions } from "#lib/reviews/conditions";
import { signedContent } from "#lib/reviews/signed-content";
import { TERMS } from "../rooms/grants/terms-fixture";

export type SeededGrant = {
  organisationId: string;
  applicationId: string;
  decisionId: string;
  grantId: string;
  terms: GrantTerms;
  keyId: string;
  /** The key as its holder has it. */
  key: string;
  admin: Actor;
};

type Options = {
  terms?: Partial<GrantTerms>;
  key?: { scopes?: string[]; cidrs?: string[]; expiresAt?: Date };
};

const DAY_MS = 86_400_000;

/**
 * A tenant with a live grant and a key, by rows that satisfy every guard of the database: an application with its
 * revision and screening, a proposal signed by two approvers of different lanes, the decision, the grant, the key.
 * For tests of what happens after approval; the road to it has tests of its own.
 */
export async function seedGrant(options: Options = {}): Promise<SeededGrant> {
  const expiresAt = new Date(Date.now() + 300 * DAY_MS).toISOString();
  const terms: GrantTerms = { ...TERMS, expiresAt, ...options.terms };
  return transaction(async (tx) => {
    const organisationId = newId("org");
    await tx.organisation.create({ data: { id: organisationId, name: "Seeded Airways", country: "GB" } });
    const admin = await seedPerson(tx, "Seeded Admin");
    await tx.membership.create({
      data: { id: newId("mem"), organisationId, personId: admin.personId, role: "admin" },
    });
    const { applicationId, revisionId, revisionDigest } = await seedApplication(tx, organisationId, admin);
    const decisionId = await seedDecision(tx, {
      organisationId,
      applicationId,
      revisionId,
      revisionDigest,
      terms,
    });
    const grantId = newId("grt");
    await tx.grant.create({
      data: {
        id: grantId,
        tenantId: organisationId,
        applicationId,
        decisionId,
        version: 1,
        terms: terms as unknown as JsonObject,
        termsDigest: sha256Hex(canonicalJson(terms as unknown as Json)),
        state: "active",
        expiresAt: new Date(terms.expiresAt),
      },
    });
    const { keyId, key } = await seedKey(tx, { organisationId, grantId, terms, admin, ...options.key });
    return {
      organisationId,
      applicationId,
      decisionId,
      grantId,
      terms,
      keyId,
      key,
      admin: { ...admin, memberships: [{ organisationId, role: "admin" }] },
    };
  });
}

/** A person with a session; roles are the caller's to add. */
export async function seedPerson(tx: Tx, name: string): Promise<Actor> {
  const personId = newId("per");
  const sessionId = newId("ses");
  await tx.person.create({
    data: { id: personId, email: `${personId}@seed.example`, name, passwordHash: "$argon2id$none" },
  });
  await tx.authSession.create({
    data: { id: sessionId, personId, expiresAt: new Date(Date.now() + DAY_MS) },
  });
  return { personId, name, sessionId, staffRoles: [], memberships: [] };
}

async function seedApplication(tx: Tx, organisationId: string, admin: Actor) {
  const applicationId = newId("app");
  const revisionId = newId("rev");
  const canonical = canonicalJson({ seeded: applicationId });
  const revisionDigest = sha256Hex(canonical);
  await tx.application.create({
    data: {
      id: applicationId,
      reference: `APP-SEED-${randomUUID().slice(0, 8)}`,
      organisationId,
      createdById: admin.personId,
      title: "Seeded application",
      state: "active",
      draft: {},
      packVersion: "2026-11",
      tier: "T1",
      track: "expedited",
    },
  });
  await tx.applicationRevision.create({
    data: {
      id: revisionId,
      applicationId,
      number: 1,
      canonical,
      digest: revisionDigest,
      packVersion: "2026-11",
      attestedById: admin.personId,
      attestedName: admin.name,
    },
  });
  await tx.application.update({ where: { id: applicationId }, data: { revisionId } });
  await tx.screening.create({
    data: {
      id: newId("scr"),
      revisionId,
      packVersion: "2026-11",
      outcome: "review",
      tier: "T1",
      risk: 20,
      result: {},
    },
  });
  return { applicationId, revisionId, revisionDigest };
}

const CONDITIONS: DecisionConditions = {
  operations: ["liveness", "enrol", "verify_1_1"],
  site_names: ["Terminal 2 gates 20-25"],
  model_id: "mobilefacenet-r1",
  threshold_floor: 0.5,
  top_k: 1,
  faces_max: 0,
  retention_probe_seconds: 0,
  retention_template_days: 1,
  retention_result_hours: 24,
  consent: "required",
  instrument: "not",
  human_review: "none",
  rate_per_second: 10,
  burst: 20,
  concurrent_jobs: 4,
  monthly_quota: 60_000,
  expires_on: "2027-11-19",
  rule_conditions: [],
  further: [],
};

async function seedDecision(
  tx: Tx,
  of: {
    organisationId: string;
    applicationId: string;
    revisionId: string;
    revisionDigest: string;
    terms: GrantTerms;
  },
): Promise<string> {
  const proposalId = newId("prp");
  const { canonical, digest } = signedContent({
    v: 1,
    proposal_id: proposalId,
    application: {
      id: of.applicationId,
      reference: "APP-SEED",
      organisation_id: of.organisationId,
      revision_id: of.revisionId,
      revision_number: 1,
      revision_digest: of.revisionDigest,
    },
    pack: { version: "2026-11", digest: "0".repeat(64) },
    screening: {
      id: "scr_seed",
      outcome: "review",
      tier: "T1",
      track: "expedited",
      risk: 20,
      rules: [],
      conditions: [],
    },
    scores: [],
    outcome: "approve",
    conditions: CONDITIONS,
    reasons: "seeded for a test",
    grant_terms: of.terms as unknown as JsonObject,
  });
  const approvers = [await seedApprover(tx, "legal"), await seedApprover(tx, "privacy")];
  await tx.decisionProposal.create({
    data: {
      id: proposalId,
      applicationId: of.applicationId,
      revisionId: of.revisionId,
      outcome: "approve",
      conditions: CONDITIONS,
      reasons: "seeded for a test",
      canonical,
      digest,
      state: "open",
      proposedById: approvers[0]?.actor.personId ?? "",
    },
  });
  for (const [index, { actor, lane }] of approvers.entries()) {
    const stepUpId = newId("stp");
    await tx.stepUp.create({
      data: {
        id: stepUpId,
        sessionId: actor.sessionId,
        personId: actor.personId,
        method: "password",
        digest,
      },
    });
    await tx.signature.create({
      data: {
        id: newId("sig"),
        proposalId,
        slot: index + 1,
        signerId: actor.personId,
        signerLane: lane,
        digest,
        method: "password",
        stepUpId,
        reason: "seeded for a test",
      },
    });
  }
  const decisionId = newId("dec");
  await tx.decision.create({
    data: { id: decisionId, applicationId: of.applicationId, proposalId, outcome: "approve", digest },
  });
  await tx.decisionProposal.update({ where: { id: proposalId }, data: { state: "decided" } });
  return decisionId;
}

async function seedApprover(tx: Tx, lane: Lane): Promise<{ actor: Actor; lane: Lane }> {
  const actor = await seedPerson(tx, `Approver of ${lane}`);
  await tx.staffRole.create({
    data: { id: newId("rol"), personId: actor.personId, role: "approver", homeLane: lane },
  });
  return { actor: { ...actor, staffRoles: [{ role: "approver", homeLane: lane }] }, lane };
}

async function seedKey(
  tx: Tx,
  of: {
    organisationId: string;
    grantId: string;
    terms: GrantTerms;
    admin: Actor;
    scopes?: string[];
    cidrs?: string[];
    expiresAt?: Date;
  },
): Promise<{ keyId: string; key: string }> {
  const parts = newKeyParts("live");
  const pepper = currentPepper();
  const keyId = newId("key");
  await tx.apiKey.create({
    data: {
      id: keyId,
      publicId: parts.publicId,
      tenantId: of.organisationId,
      grantId: of.grantId,
      name: "seeded",
      secretMac: new Uint8Array(secretMac(pepper, parts.secret)),
      pepperVersion: pepper.version,
      scopes: of.scopes ?? [...of.terms.operations],
      cidrs: of.cidrs ?? [],
      apiVersion: "2026-11-01",
      createdById: of.admin.personId,
      expiresAt: of.expiresAt ?? new Date(Date.now() + 90 * DAY_MS),
    },
  });
  return { keyId, key: formatKey(parts) };
}
