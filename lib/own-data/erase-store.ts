import type { Tx } from "#lib/platform/db";

/** The account, held; null for one that is erased already. */
export async function lockAccount(
  tx: Tx,
  personId: string,
): Promise<{ email: string; isDemo: boolean; wasStaff: boolean } | null> {
  const [row] = await tx.$queryRaw<{ email: string; isDemo: boolean; wasStaff: boolean }[]>`
    SELECT email, "isDemo", EXISTS (SELECT 1 FROM "StaffRole" WHERE "personId" = ${personId}) AS "wasStaff"
    FROM "Person" WHERE id = ${personId} AND "erasedAt" IS NULL FOR UPDATE`;
  return row ?? null;
}

/** The members of each organisation that the person is in, those held: who leaves takes turns (`change-member.ts`). */
export async function lockOwnOrganisations(tx: Tx, personId: string) {
  await tx.$queryRaw`
    SELECT 1 FROM "Organisation" WHERE id IN
      (SELECT "organisationId" FROM "Membership" WHERE "personId" = ${personId} AND "endedAt" IS NULL)
    ORDER BY id FOR UPDATE`;
  return tx.organisation.findMany({
    where: { memberships: { some: { personId, endedAt: null } } },
    select: {
      id: true,
      name: true,
      memberships: { where: { endedAt: null }, select: { personId: true, role: true } },
    },
  });
}

/**
 * Takes away all that is only the account's. What others' records rest on keeps the id, which names nobody any more.
 *
 * @returns rows that went, by table
 */
export async function eraseAccountRows(
  tx: Tx,
  { personId, email }: { personId: string; email: string },
): Promise<Record<string, number>> {
  const of = { where: { personId } };
  const counted = async (deletion: Promise<{ count: number }>) => (await deletion).count;
  return {
    Notice: await counted(tx.notice.deleteMany(of)),
    NoticePreference: await counted(tx.noticePreference.deleteMany(of)),
    SavedView: await counted(tx.savedView.deleteMany(of)),
    Mail: await counted(tx.mail.deleteMany({ where: { OR: [{ personId }, { address: email }] } })),
    MailedLink: await counted(tx.mailedLink.deleteMany(of)),
    RecoveryCode: await counted(tx.recoveryCode.deleteMany(of)),
    Passkey: await counted(tx.passkey.deleteMany(of)),
    PasskeyChallenge: await counted(tx.passkeyChallenge.deleteMany(of)),
    StepUp: await counted(tx.stepUp.deleteMany(of)),
    AuthSession: await counted(tx.authSession.deleteMany(of)),
    Invitation: await counted(tx.invitation.deleteMany({ where: { email } })),
    LedgerSecret: await eraseLedgerSecrets(tx, { personId, email }),
  };
}

/** What the ledger's commitments to the name and address stand for; the leaves and their proofs hold without it. */
async function eraseLedgerSecrets(tx: Tx, of: { personId: string; email: string }): Promise<number> {
  return tx.$executeRaw`
    UPDATE "LedgerPending" SET secret = NULL, salt = NULL
    WHERE secret IS NOT NULL
      AND ((kind = 'person.created' AND "subjectId" = ${of.personId})
        OR (kind = 'member.invited' AND secret::jsonb ->> 'email' = ${of.email}))`;
}

export async function endAccount(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Membership" SET "endedAt" = clock_timestamp() WHERE "personId" = ${personId} AND "endedAt" IS NULL`;
  // RFC 2606: nobody can ever have an address under .invalid.
  await tx.$executeRaw`
    UPDATE "Person" SET name = 'Erased person', language = 'en', email = lower(id) || '@erased.invalid', "passwordHash" = '',
      "totpSecret" = NULL, "totpLastStep" = NULL, "emailConfirmedAt" = NULL, "failedSignIns" = 0, "lockedUntil" = NULL,
      "disabledAt" = clock_timestamp(), "erasedAt" = clock_timestamp()
    WHERE id = ${personId}`;
}

/** What is left, counted after the fact: what should be gone, and what stays and why it may. */
export async function countAccountRows(tx: Tx, personId: string) {
  const of = { where: { personId } };
  return {
    gone: {
      Notice: await tx.notice.count(of),
      NoticePreference: await tx.noticePreference.count(of),
      SavedView: await tx.savedView.count(of),
      Mail: await tx.mail.count(of),
      MailedLink: await tx.mailedLink.count(of),
      RecoveryCode: await tx.recoveryCode.count(of),
      Passkey: await tx.passkey.count(of),
      PasskeyChallenge: await tx.passkeyChallenge.count(of),
      StepUp: await tx.stepUp.count(of),
      AuthSession: await tx.authSession.count(of),
    },
    kept: {
      Person: await tx.person.count({ where: { id: personId } }),
      Membership: await tx.membership.count(of),
      ApplicationRevision: await tx.applicationRevision.count({ where: { attestedById: personId } }),
      ApplicationEvent: await tx.applicationEvent.count({ where: { actorId: personId } }),
      Appeal: await tx.appeal.count({ where: { filedById: personId } }),
      Evidence: await tx.evidence.count({ where: { uploadedById: personId } }),
      LedgerLeaf: await tx.ledgerLeaf.count({ where: { subjectId: personId } }),
    },
  };
}

export async function insertReceipt(
  tx: Tx,
  row: {
    id: string;
    subjectId: string;
    kind: "person" | "organisation";
    erasedById: string;
    erased: Record<string, number>;
    kept: Record<string, number>;
  },
): Promise<void> {
  await tx.erasureReceipt.create({ data: row, select: { id: true } });
}
