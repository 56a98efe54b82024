-- Who is to be staff and has no account yet is written to, and comes by a link that works once and for a week.

CREATE TABLE "StaffInvitation" (
    "id" TEXT NOT NULL,
    "proposalId" TEXT,
    "email" TEXT NOT NULL,
    "codeDigest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" TEXT,
    CONSTRAINT "StaffInvitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "StaffInvitation_codeDigest_key" ON "StaffInvitation" ("codeDigest");
CREATE INDEX "StaffInvitation_email_idx" ON "StaffInvitation" ("email");
ALTER TABLE "StaffInvitation" ADD CONSTRAINT "StaffInvitation_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "StaffProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
