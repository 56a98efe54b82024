import type { Tx } from "#lib/platform/db";

/** Where a case rests, decided or taken back; anywhere else people are at work on it or a grant lives. */
const AT_REST = ["draft", "withdrawn", "rejected_hard_stop", "declined", "revoked", "expired", "upheld"];
const ENDED_GRANTS = ["revoked", "expired", "superseded"];

/** What stands in the way, its organisation and cases held: nobody submits or is approved meanwhile. */
export async function lockOrganisationToErase(
  tx: Tx,
  organisationId: string,
): Promise<{ isDemo: boolean; liveGrants: number; openCases: readonly string[]; isSigned: boolean } | null> {
  const [held] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Organisation" WHERE id = ${organisationId} AND "erasedAt" IS NULL FOR UPDATE`;
  if (held === undefined) return null;
  const cases = await tx.$queryRaw<{ reference: string; state: string }[]>`
    SELECT reference, state FROM "Application" WHERE "organisationId" = ${organisationId} ORDER BY id FOR UPDATE`;
  return {
    isDemo: (await tx.membership.count({ where: { organisationId, person: { isDemo: true } } })) > 0,
    liveGrants: await tx.grant.count({ where: { tenantId: organisationId, state: { notIn: ENDED_GRANTS } } }),
    openCases: cases.flatMap(({ reference, state }) => (AT_REST.includes(state) ? [] : [reference])),
    isSigned: (await tx.applicationRevision.count({ where: { application: { organisationId } } })) > 0,
  };
}

export async function findMembersNow(tx: Tx, organisationId: string): Promise<readonly string[]> {
  const rows = await tx.membership.findMany({
    where: { organisationId, endedAt: null },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}

/** Of cases of which nothing was ever submitted, where the bytes of documents lie; and of uploads that were under way. */
export async function findUnsubmittedBytes(tx: Tx, organisationId: string): Promise<readonly string[]> {
  const evidence = await tx.evidence.findMany({
    where: { application: { organisationId, revisions: { none: {} } } },
    select: { storageKey: true },
  });
  const pieces = await tx.evidencePiece.findMany({
    where: { upload: { application: { organisationId } } },
    select: { storageKey: true },
  });
  return [...evidence, ...pieces].map(({ storageKey }) => storageKey);
}

/**
 * Takes away what nobody's signature covers.
 *
 * @param of.isSigned whether anything was ever submitted: the name then stands in signed records and stays
 * @returns rows that went or were emptied, by table
 */
export async function eraseOrganisationRows(
  tx: Tx,
  { organisationId, isSigned }: { organisationId: string; isSigned: boolean },
): Promise<Record<string, number>> {
  const counted = async (deletion: Promise<{ count: number }>) => (await deletion).count;
  const ofTenant = { where: { tenantId: organisationId } };
  return {
    // Faces outlive a grant until their own end; an erasure does not wait for it. Nothing opens what their key sealed.
    SubjectErasure: await counted(tx.subjectErasure.deleteMany(ofTenant)),
    LeadReview: await counted(tx.leadReview.deleteMany(ofTenant)),
    Lead: await counted(tx.lead.deleteMany(ofTenant)),
    Face: await counted(tx.face.deleteMany(ofTenant)),
    Consent: await counted(tx.consent.deleteMany(ofTenant)),
    Subject: await counted(tx.subject.deleteMany(ofTenant)),
    Collection: await counted(tx.collection.deleteMany(ofTenant)),
    GalleryRequest: await counted(tx.galleryRequest.deleteMany(ofTenant)),
    WebhookDelivery: await counted(tx.webhookDelivery.deleteMany(ofTenant)),
    WebhookEndpoint: await counted(tx.webhookEndpoint.deleteMany(ofTenant)),
    TenantKey: await counted(
      tx.tenantKey.deleteMany({ where: { ...ofTenant.where, purpose: { in: ["template", "webhook"] } } }),
    ),
    Evidence: await counted(
      tx.evidence.deleteMany({ where: { application: { organisationId, revisions: { none: {} } } } }),
    ),
    EvidenceUpload: await counted(
      tx.evidenceUpload.deleteMany({ where: { application: { organisationId } } }),
    ),
    ApplicationDraft: await tx.$executeRaw`
      UPDATE "Application" SET draft = '{"sections": {}, "saves": {}}', title = 'Erased', "updatedAt" = clock_timestamp()
      WHERE "organisationId" = ${organisationId}`,
    Invitation: await counted(tx.invitation.deleteMany({ where: { organisationId } })),
    OrganisationDomain: await counted(tx.organisationDomain.deleteMany({ where: { organisationId } })),
    LedgerSecret: await tx.$executeRaw`
      UPDATE "LedgerPending" SET secret = NULL, salt = NULL
      WHERE secret IS NOT NULL AND "subjectId" = ${organisationId}
        AND (kind <> 'organisation.created' OR NOT ${isSigned}::boolean)`,
    Membership: await tx.$executeRaw`
      UPDATE "Membership" SET "endedAt" = clock_timestamp()
      WHERE "organisationId" = ${organisationId} AND "endedAt" IS NULL`,
    OrganisationName: isSigned
      ? 0
      : await tx.$executeRaw`UPDATE "Organisation" SET name = 'Erased organisation' WHERE id = ${organisationId}`,
  };
}

export async function endOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Organisation" SET "erasedAt" = clock_timestamp() WHERE id = ${organisationId} AND "erasedAt" IS NULL`;
}

/** What is left, counted after the fact: what should be gone, and what stays and why it may. */
export async function countOrganisationRows(tx: Tx, organisationId: string) {
  const ofTenant = { where: { tenantId: organisationId } };
  const unsubmitted = { application: { organisationId, revisions: { none: {} } } };
  return {
    gone: {
      SubjectErasure: await tx.subjectErasure.count(ofTenant),
      Lead: await tx.lead.count(ofTenant),
      LeadReview: await tx.leadReview.count(ofTenant),
      Face: await tx.face.count(ofTenant),
      Consent: await tx.consent.count(ofTenant),
      Subject: await tx.subject.count(ofTenant),
      Collection: await tx.collection.count(ofTenant),
      Evidence: await tx.evidence.count({ where: unsubmitted }),
      EvidenceUpload: await tx.evidenceUpload.count({ where: { application: { organisationId } } }),
      Invitation: await tx.invitation.count({ where: { organisationId } }),
      OrganisationDomain: await tx.organisationDomain.count({ where: { organisationId } }),
      Membership: await tx.membership.count({ where: { organisationId, endedAt: null } }),
    },
    kept: {
      Application: await tx.application.count({ where: { organisationId } }),
      ApplicationRevision: await tx.applicationRevision.count({ where: { application: { organisationId } } }),
      Evidence: await tx.evidence.count({ where: { organisationId } }),
      Decision: await tx.decision.count({ where: { application: { organisationId } } }),
      Grant: await tx.grant.count({ where: { tenantId: organisationId } }),
      ApiKey: await tx.apiKey.count({ where: { tenantId: organisationId } }),
      Membership: await tx.membership.count({ where: { organisationId } }),
    },
  };
}
