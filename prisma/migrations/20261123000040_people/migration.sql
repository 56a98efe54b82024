-- Inviting colleagues, an organisation's domain, passkeys, and the counting of tries by strangers.

CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "codeDigest" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" TEXT,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Invitation_role_known" CHECK ("role" IN ('admin', 'signatory', 'contributor')),
    CONSTRAINT "Invitation_ends_once" CHECK ("acceptedAt" IS NULL OR "withdrawnAt" IS NULL),
    CONSTRAINT "Invitation_accepted_by" CHECK (("acceptedAt" IS NULL) = ("acceptedById" IS NULL))
);
CREATE UNIQUE INDEX "Invitation_codeDigest_key" ON "Invitation" ("codeDigest");
CREATE INDEX "Invitation_organisationId_createdAt_idx" ON "Invitation" ("organisationId", "createdAt");
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organisationId_fkey"
    FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "OrganisationDomain" (
    "id" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3),
    "lastResult" TEXT,
    "verifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OrganisationDomain_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "OrganisationDomain_organisationId_domain_key" ON "OrganisationDomain" ("organisationId", "domain");
ALTER TABLE "OrganisationDomain" ADD CONSTRAINT "OrganisationDomain_organisationId_fkey"
    FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "Passkey" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey" ("credentialId");
CREATE INDEX "Passkey_personId_idx" ON "Passkey" ("personId");
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_personId_fkey"
    FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "PasskeyChallenge" (
    "challenge" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "personId" TEXT,
    "sessionId" TEXT,
    "digest" TEXT,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("challenge"),
    CONSTRAINT "PasskeyChallenge_bound" CHECK (
        ("purpose" = 'sign_in' AND "personId" IS NULL AND "sessionId" IS NULL AND "digest" IS NULL)
        OR ("purpose" = 'enrol' AND "personId" IS NOT NULL AND "sessionId" IS NOT NULL AND "digest" IS NULL)
        OR ("purpose" = 'step_up' AND "personId" IS NOT NULL AND "sessionId" IS NOT NULL AND "digest" IS NOT NULL))
);
CREATE INDEX "PasskeyChallenge_expiresAt_idx" ON "PasskeyChallenge" ("expiresAt");

CREATE TABLE "TryCount" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TryCount_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "TryCount_until_idx" ON "TryCount" ("until");
