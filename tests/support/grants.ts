import { randomUUID } from "node:crypto";
import type { GrantTerms } from "#lib/grants/terms";
import type { Actor } from "#lib/identity/actor";
import { formatKey, newKeyParts } from "#lib/keys/key-format";
import { currentPepper, secretMac } from "#lib/keys/pepper";
import { canonicalJson, type Json, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { TERMS } from "../rooms/grants/terms-fixture";
import { seedDecision } from "./seed-decision";
import { seedPerson } from "./seed-person";

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
  /** Calls a month that the application expects; left out, it says nothing of them. */
  declaredVolume?: number;
};

const DAY_MS = 86_400_000;

/**
 * A tenant with a live grant and a key, by rows that satisfy every guard of the database: an application with its
 * revision and screening, a proposal signed by two approvers of different lanes, the decision, the grant, the key.
 * For tests of what happens after approval; the road to it has tests of its own.
 */
export async function seedGrant(options: Options = {}): Promise<SeededGrant> {
  const expiresAt = new Date(Date.now() + 300 * DAY_MS).toISOString();
  // As many calls as a test likes: rates have tests of their own.
  const rates = { ratePerSecond: 10_000, burst: 10_000, monthlyQuota: 1_000_000 };
  const terms: GrantTerms = { ...TERMS, ...rates, expiresAt, ...options.terms };
  return transaction(async (tx) => {
    const organisationId = newId("org");
    await tx.organisation.create({ data: { id: organisationId, name: "Seeded Airways", country: "GB" } });
    const admin = await seedPerson(tx, "Seeded Admin");
    await tx.membership.create({
      data: { id: newId("mem"), organisationId, personId: admin.personId, role: "admin" },
    });
    const { applicationId, revisionId, revisionDigest } = await seedApplication(
      tx,
      organisationId,
      admin,
      options.declaredVolume,
    );
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

/** One more key under a seeded grant, such as a reviewer's own. @returns the same seed, as its holder calls */
export async function seedAnotherKey(of: SeededGrant, key: Options["key"] = {}): Promise<SeededGrant> {
  return transaction(async (tx) => ({ ...of, ...(await seedKey(tx, { ...of, ...key })) }));
}

async function seedApplication(tx: Tx, organisationId: string, admin: Actor, declaredVolume?: number) {
  const applicationId = newId("app");
  const revisionId = newId("rev");
  const canonical = canonicalJson({
    seeded: applicationId,
    ...(declaredVolume === undefined ? {} : { deployment: { expected_monthly_volume: declaredVolume } }),
  });
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
