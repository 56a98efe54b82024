-- What people do for their own account without anyone's help: confirm their address, recover a password, keep recovery
-- codes; and the erasure of a person or an organisation, with what was counted after it.

ALTER TABLE "Person" ADD COLUMN "emailConfirmedAt" TIMESTAMPTZ(3);
ALTER TABLE "Person" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
ALTER TABLE "Organisation" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

-- Who is made up, and who was let in by other people, has nothing to confirm. Everyone else is asked to.
UPDATE "Person" SET "emailConfirmedAt" = "createdAt"
WHERE "isDemo" OR id IN (SELECT "personId" FROM "StaffRole");

-- The mail has a code of its own: the one that the admin is shown says nothing about who reads the address.
ALTER TABLE "Invitation" ADD COLUMN "mailedCodeDigest" TEXT;
CREATE UNIQUE INDEX "Invitation_mailedCodeDigest_key" ON "Invitation" ("mailedCodeDigest");

CREATE TABLE "MailedLink" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "codeDigest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MailedLink_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "MailedLink_purpose_known" CHECK ("purpose" IN ('confirm', 'recover'))
);
CREATE UNIQUE INDEX "MailedLink_codeDigest_key" ON "MailedLink" ("codeDigest");
CREATE INDEX "MailedLink_personId_idx" ON "MailedLink" ("personId");
CREATE INDEX "MailedLink_expiresAt_idx" ON "MailedLink" ("expiresAt");
ALTER TABLE "MailedLink" ADD CONSTRAINT "MailedLink_personId_fkey"
    FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "RecoveryCode" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "codeDigest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "RecoveryCode_personId_codeDigest_key" ON "RecoveryCode" ("personId", "codeDigest");
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_personId_fkey"
    FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "ErasureReceipt" (
    "id" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "erasedById" TEXT NOT NULL,
    "erased" JSONB NOT NULL,
    "kept" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ErasureReceipt_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ErasureReceipt_kind_known" CHECK ("kind" IN ('person', 'organisation'))
);
CREATE UNIQUE INDEX "ErasureReceipt_subjectId_key" ON "ErasureReceipt" ("subjectId");
