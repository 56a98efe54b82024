-- What people are told: the mail that is to go out, and the notices in the portal.

CREATE TABLE "Mail" (
    "id" TEXT NOT NULL,
    "personId" TEXT,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "sealedLink" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Mail_state_known" CHECK ("state" IN ('waiting', 'sent', 'given_up', 'kept')),
    -- A line break in either would begin another header: refused here whatever the code lets through.
    CONSTRAINT "Mail_one_line" CHECK ("subject" !~ '[\x01-\x1f\x7f]' AND "address" !~ '[\x01-\x20\x7f<>,;]'),
    -- A link that is itself a key outlives its sending nowhere but in a demo's mailbox.
    CONSTRAINT "Mail_link_while_waiting" CHECK ("sealedLink" IS NULL OR "state" IN ('waiting', 'kept'))
);
CREATE INDEX "Mail_state_dueAt_idx" ON "Mail" ("state", "dueAt");
CREATE INDEX "Mail_createdAt_idx" ON "Mail" ("createdAt");

CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),
    "digestDue" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id"),
    -- It leads to a page of the portal and nowhere else.
    CONSTRAINT "Notice_path_local" CHECK ("path" ~ '^/[A-Za-z0-9_]' AND "path" !~ '[[:space:]]')
);
CREATE UNIQUE INDEX "Notice_eventId_personId_key" ON "Notice" ("eventId", "personId");
CREATE INDEX "Notice_personId_id_idx" ON "Notice" ("personId", "id");
-- Counted for the header of every page.
CREATE INDEX "Notice_unread" ON "Notice" ("personId") WHERE "readAt" IS NULL;
CREATE INDEX "Notice_digest_due" ON "Notice" ("createdAt") WHERE "digestDue";

CREATE TABLE "NoticePreference" (
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mail" TEXT NOT NULL,

    CONSTRAINT "NoticePreference_pkey" PRIMARY KEY ("personId", "kind"),
    CONSTRAINT "NoticePreference_mail_known" CHECK ("mail" IN ('at_once', 'daily', 'off'))
);
