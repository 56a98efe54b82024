import type { Tx } from "#lib/platform/db";

/** The organisation, everyone who is or was in it, whom it invited, and its domains. */
export async function findOrganisationData(tx: Tx, organisationId: string) {
  return tx.organisation.findUnique({
    where: { id: organisationId },
    select: {
      id: true,
      name: true,
      country: true,
      createdAt: true,
      memberships: {
        orderBy: { id: "asc" },
        select: {
          role: true,
          createdAt: true,
          endedAt: true,
          person: { select: { id: true, name: true, email: true } },
        },
      },
      invitations: {
        orderBy: { id: "asc" },
        omit: { codeDigest: true, mailedCodeDigest: true, organisationId: true },
      },
      domains: { orderBy: { domain: "asc" }, omit: { organisationId: true } },
    },
  });
}

/** Its applications with what its people typed: the draft, each revision, answers, appeals, amendments, documents. */
export async function findApplicationsData(tx: Tx, organisationId: string) {
  return tx.application.findMany({
    where: { organisationId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      reference: true,
      title: true,
      state: true,
      draft: true,
      draftVersion: true,
      createdById: true,
      createdAt: true,
      updatedAt: true,
      submittedAt: true,
      revisions: { orderBy: { number: "asc" }, omit: { applicationId: true } },
      events: {
        orderBy: { id: "asc" },
        select: { fromState: true, toState: true, reasonCode: true, actorRole: true, createdAt: true },
      },
      evidence: { orderBy: { id: "asc" }, omit: { organisationId: true, judgedByIds: true } },
      requests: {
        orderBy: { id: "asc" },
        select: { lane: true, createdAt: true, answerBy: true, questions: { include: { ending: true } } },
      },
      amendments: { orderBy: { id: "asc" }, omit: { applicationId: true } },
    },
  });
}

export async function findAppealsData(tx: Tx, applicationIds: readonly string[]) {
  return tx.appeal.findMany({
    where: { applicationId: { in: [...applicationIds] } },
    orderBy: { id: "asc" },
    omit: { dueAt: true },
  });
}

export async function findGrantsData(tx: Tx, organisationId: string) {
  return tx.grant.findMany({
    where: { tenantId: organisationId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      applicationId: true,
      decisionId: true,
      version: true,
      terms: true,
      termsDigest: true,
      state: true,
      expiresAt: true,
      createdAt: true,
      preconditions: { select: { kind: true, satisfiedAt: true } },
      events: { select: { fromState: true, toState: true, reasonCode: true, createdAt: true } },
    },
  });
}

/** Without what a key is checked by. */
export async function findKeysData(tx: Tx, organisationId: string) {
  return tx.apiKey.findMany({
    where: { tenantId: organisationId },
    orderBy: { id: "asc" },
    omit: { secretMac: true, pepperVersion: true, tenantId: true },
  });
}

/** What was told of these subjects, to the organisation's own people. */
export async function findNoticesData(tx: Tx, organisationId: string, subjectIds: readonly string[]) {
  return tx.$queryRaw<unknown[]>`
    SELECT n.template, n.facts, n.path, n."createdAt", n."personId"
    FROM "Notice" n
    JOIN "DomainEvent" e ON e.id = n."eventId"
    JOIN "Membership" m ON m."personId" = n."personId" AND m."organisationId" = ${organisationId}
    WHERE e."subjectId" = ANY (${[...subjectIds]})
    ORDER BY n.id`;
}

/** Where the public ledger speaks of these subjects. */
export async function findLedgerData(tx: Tx, subjectIds: readonly string[]) {
  return tx.ledgerLeaf.findMany({
    where: { subjectId: { in: [...subjectIds] } },
    orderBy: { index: "asc" },
    select: { index: true, kind: true, subjectId: true, createdAt: true },
  });
}

/** A person's own account, without what they sign in by. */
export async function findPersonData(tx: Tx, personId: string) {
  return tx.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      name: true,
      email: true,
      language: true,
      emailConfirmedAt: true,
      createdAt: true,
      memberships: {
        orderBy: { id: "asc" },
        select: { role: true, createdAt: true, endedAt: true, organisation: { select: { name: true } } },
      },
      staffRoles: {
        orderBy: { id: "asc" },
        select: { role: true, homeLane: true, grantedAt: true, endedAt: true },
      },
      sessions: { orderBy: { id: "asc" }, omit: { personId: true } },
      passkeys: { orderBy: { id: "asc" }, select: { name: true, createdAt: true, lastUsedAt: true } },
    },
  });
}

export async function findPersonsNotices(tx: Tx, personId: string) {
  const of = { where: { personId } };
  return {
    notices: await tx.notice.findMany({
      ...of,
      orderBy: { id: "asc" },
      select: { kind: true, template: true, facts: true, path: true, createdAt: true, readAt: true },
    }),
    preferences: await tx.noticePreference.findMany({ ...of, select: { kind: true, mail: true } }),
    views: await tx.savedView.findMany({ ...of, select: { name: true, query: true } }),
    mail: await tx.mail.findMany({
      ...of,
      orderBy: { id: "asc" },
      select: { address: true, subject: true, state: true, createdAt: true, sentAt: true },
    }),
  };
}

/** What a person signed for an organisation: revisions that they attested. */
export async function findPersonsSignatures(tx: Tx, personId: string) {
  return tx.applicationRevision.findMany({
    where: { attestedById: personId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      applicationId: true,
      number: true,
      digest: true,
      attestedName: true,
      createdAt: true,
    },
  });
}
