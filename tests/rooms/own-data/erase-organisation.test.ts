import { existsSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import type { Actor } from "#lib/identity/actor";
import { confirmAddress } from "#lib/identity/confirm-address";
import { sessionActor } from "#lib/identity/session-actor";
import { eraseAccount } from "#lib/own-data/erase-account";
import { eraseOrganisation, whyOrganisationNotErased } from "#lib/own-data/erase-organisation";
import { read, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { newId } from "#lib/platform/ids";
import { tenantKey } from "#lib/platform/sealing/tenant-key";
import { seedGrant } from "#tests/support/grants";
import { importExample, submitDraft } from "../applications/example-case";
import { pdf } from "../applications/files";
import { castOf } from "../applications/people";
import { mailedCodes } from "../identity/mailed-code";
import { newcomer, PASSWORD } from "../identity/newcomer";

const confirmation = { password: PASSWORD };
const organisationOf = (actor: Actor) => actor.memberships[0]?.organisationId ?? "";

beforeAll(async () => {
  await castOf();
});

/** Somebody with an organisation, a draft and a document in it. */
async function withDraft() {
  const { actor, email } = await newcomer();
  const applicationId = await importExample(actor);
  const { evidenceId } = await addEvidence({
    actor,
    applicationId,
    kind: "dpia",
    file: { name: "dpia.pdf", declaredType: "application/pdf", bytes: pdf(applicationId) },
  });
  const { storageKey } = await read((tx) => tx.evidence.findUniqueOrThrow({ where: { id: evidenceId } }));
  return { actor, email, applicationId, organisationId: organisationOf(actor), storageKey };
}

const erase = ({ actor, organisationId }: { actor: Actor; organisationId: string }) =>
  eraseOrganisation({ actor, organisationId, confirmation });
const erasedAt = async (id: string) =>
  (await read((tx) => tx.organisation.findUniqueOrThrow({ where: { id } }))).erasedAt;

/** Two enrolled people, as a tenant leaves them behind whose grant has ended. */
async function leaveFaces(tenantId: string): Promise<void> {
  await transaction(async (tx) => {
    const collectionId = newId("col");
    await tx.collection.create({ data: { id: collectionId, tenantId, name: "staff" } });
    for (const reference of ["one", "two"]) {
      const [subjectId, consentId] = [newId("sub"), newId("con")];
      await tx.subject.create({ data: { id: subjectId, tenantId, collectionId, reference } });
      await tx.consent.create({
        data: { id: consentId, tenantId, subjectId, purpose: "access_control", reference: "signed words" },
      });
      await tx.face.create({
        data: {
          id: newId("fac"),
          tenantId,
          collectionId,
          subjectId,
          consentId,
          jobId: newId("job"),
          modelId: "m",
          sealed: Buffer.from("sealed"),
          quality: "high",
          expiresAt: new Date(Date.now() + 86_400_000),
        },
      });
    }
  });
  await tenantKey({ tenantId, purpose: "template" });
}

describe("an organisation that was erased", () => {
  it("leaves no face, no consent and no key to a template", async () => {
    const one = await withDraft();
    const other = await withDraft();
    for (const { organisationId } of [one, other]) await leaveFaces(organisationId);
    const { erased } = await erase(one);
    expect(erased).toMatchObject({ Face: 2, Consent: 2, Subject: 2, Collection: 1, TenantKey: 1 });
    const left = (tenantId: string) =>
      read(async (tx) => [
        await tx.face.count({ where: { tenantId } }),
        await tx.tenantKey.count({ where: { tenantId, purpose: "template" } }),
      ]);
    expect(await left(one.organisationId)).toEqual([0, 0]);
    expect(await left(other.organisationId)).toEqual([2, 1]);
  });

  it("leaves no draft, no document's row or bytes, no member and no name that nobody signed under", async () => {
    const one = await withDraft();
    const file = path.join(env().dataFolder, "objects", one.storageKey);
    expect(existsSync(file)).toBe(true);
    const receipt = await erase(one);
    expect(existsSync(file)).toBe(false);
    expect(receipt.erased).toMatchObject({
      Evidence: 1,
      ApplicationDraft: 1,
      Membership: 1,
      OrganisationName: 1,
    });
    expect(receipt.kept).toMatchObject({
      Application: 1,
      ApplicationRevision: 0,
      Evidence: 0,
      Membership: 1,
    });
    const row = await read((tx) =>
      tx.organisation.findUniqueOrThrow({
        where: { id: one.organisationId },
        include: { applications: true },
      }),
    );
    expect(row.name).toBe("Erased organisation");
    expect(row.applications.map(({ draft }) => draft)).toEqual([{ sections: {}, saves: {} }]);
    expect(await sessionActor(one.actor.sessionId)).toBeNull();
  });

  it("keeps what was signed and the documents that it rests on, and lets its last admin go", async () => {
    const one = await withDraft();
    await confirmAddress({ code: (await mailedCodes(one.email, "/confirm"))[0] ?? "" });
    const { digest } = await submitDraft(one.actor, one.applicationId);
    await withdrawApplication({ actor: one.actor, applicationId: one.applicationId });
    const receipt = await erase(one);
    expect(receipt.kept).toMatchObject({ ApplicationRevision: 1, Evidence: 1 });
    const revision = await read((tx) =>
      tx.applicationRevision.findFirstOrThrow({ where: { applicationId: one.applicationId } }),
    );
    expect(revision.digest).toBe(digest);
    expect(existsSync(path.join(env().dataFolder, "objects", one.storageKey))).toBe(true);
    await eraseAccount({ actor: one.actor, confirmation });
  });

  it("leaves a receipt in the ledger that counts the same", async () => {
    const one = await withDraft();
    const { receiptId, erased, kept } = await erase(one);
    const leaf = await read((tx) =>
      tx.ledgerPending.findFirstOrThrow({
        where: { kind: "organisation.erased", subjectId: one.organisationId },
      }),
    );
    expect(JSON.parse(leaf.leaf)).toMatchObject({ data: { receipt: receiptId, erased, kept } });
  });
});

describe("an organisation", () => {
  it("with a case under review is not erased, and the refusal names the case and says what to do", async () => {
    const one = await withDraft();
    await confirmAddress({ code: (await mailedCodes(one.email, "/confirm"))[0] ?? "" });
    await submitDraft(one.actor, one.applicationId);
    expect(await whyOrganisationNotErased(one.actor, one.organisationId)).toMatch(/^APP-.*Withdraw it/);
    await expect(erase(one)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await erasedAt(one.organisationId)).toBeNull();
  });

  it("is not erased while a grant of it lives, whatever state the case is in", async () => {
    const { admin, organisationId, grantId, applicationId } = await seedGrant();
    const actor = { ...admin, memberships: [{ organisationId, role: "admin" as const }] };
    await read((tx) => tx.application.update({ where: { id: applicationId }, data: { state: "expired" } }));
    expect(await whyOrganisationNotErased(actor, organisationId)).toContain("A grant of yours is live");
    await read((tx) => tx.grant.update({ where: { id: grantId }, data: { state: "expired" } }));
    expect(await whyOrganisationNotErased(actor, organisationId)).toBeNull();
  });

  it("is not erased by another tenant's admin, by a member who is none, or by a wrong password", async () => {
    const [one, other] = [await withDraft(), await newcomer()];
    const { organisationId } = one;
    await expect(erase({ actor: other.actor, organisationId })).rejects.toMatchObject({ code: "not_found" });
    const demoted = { ...one.actor, memberships: [{ organisationId, role: "contributor" as const }] };
    await expect(erase({ actor: demoted, organisationId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      eraseOrganisation({ actor: one.actor, organisationId, confirmation: { password: "not it" } }),
    ).rejects.toMatchObject({ code: "step_up_failed" });
    expect(await erasedAt(organisationId)).toBeNull();
  });

  it("leaves the things of others alone when it is erased", async () => {
    const [one, other] = [await withDraft(), await withDraft()];
    await erase(one);
    expect(await sessionActor(other.actor.sessionId)).not.toBeNull();
    const row = await read((tx) => tx.application.findUniqueOrThrow({ where: { id: other.applicationId } }));
    expect(JSON.stringify(row.draft)).toContain("legal_name");
    await expect(eraseAccount({ actor: other.actor, confirmation })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });
});
