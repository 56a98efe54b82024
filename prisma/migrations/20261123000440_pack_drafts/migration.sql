-- A policy pack is written as a draft, tried on every past application, and released by someone who wrote no word of it.
-- Only the first pack of an installation, the one that it ships with, needs no draft. Refusals: CS091 pack_*.

CREATE TABLE "PackDraft" (
    "id" TEXT NOT NULL,
    "basedOn" TEXT,
    "text" TEXT NOT NULL,
    "canonical" TEXT,
    "digest" TEXT,
    "version" TEXT,
    "edition" INTEGER NOT NULL DEFAULT 1,
    "authorId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    CONSTRAINT "PackDraft_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "PackDraft_state_changedAt_idx" ON "PackDraft" ("state", "changedAt");
ALTER TABLE "PackDraft" ADD CONSTRAINT "PackDraft_basedOn_fkey"
    FOREIGN KEY ("basedOn") REFERENCES "PolicyPack" ("version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PackDraft" ADD CONSTRAINT "PackDraft_state" CHECK (state IN ('open', 'released', 'withdrawn'));
ALTER TABLE "PackDraft" ADD CONSTRAINT "PackDraft_whole" CHECK (
    ("canonical" IS NULL) = ("digest" IS NULL) AND ("canonical" IS NULL) = ("version" IS NULL));

CREATE TABLE "PackDraftAuthor" (
    "draftId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PackDraftAuthor_pkey" PRIMARY KEY ("draftId", "personId")
);
ALTER TABLE "PackDraftAuthor" ADD CONSTRAINT "PackDraftAuthor_draftId_fkey"
    FOREIGN KEY ("draftId") REFERENCES "PackDraft" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "PackSimulation" (
    "id" TEXT NOT NULL,
    "draftId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "against" TEXT NOT NULL,
    "cases" INTEGER NOT NULL,
    "result" JSONB NOT NULL,
    "ranById" TEXT NOT NULL,
    "ranAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PackSimulation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "PackSimulation_draftId_ranAt_idx" ON "PackSimulation" ("draftId", "ranAt");
ALTER TABLE "PackSimulation" ADD CONSTRAINT "PackSimulation_draftId_fkey"
    FOREIGN KEY ("draftId") REFERENCES "PackDraft" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "PackRelease" (
    "version" TEXT NOT NULL,
    "draftId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "signerId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PackRelease_pkey" PRIMARY KEY ("version")
);
CREATE UNIQUE INDEX "PackRelease_draftId_key" ON "PackRelease" ("draftId");
CREATE UNIQUE INDEX "PackRelease_stepUpId_key" ON "PackRelease" ("stepUpId");
ALTER TABLE "PackRelease" ADD CONSTRAINT "PackRelease_draftId_fkey"
    FOREIGN KEY ("draftId") REFERENCES "PackDraft" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PackRelease" ADD CONSTRAINT "PackRelease_says_why" CHECK (btrim(reason) <> '');

CREATE TRIGGER append_only BEFORE DELETE ON "PackDraft" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "PackDraft" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PackDraftAuthor" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "PackDraftAuthor" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PackSimulation" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "PackSimulation" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PackRelease" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "PackRelease" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- A draft is what its text says, or nothing that could be released; once it is released or withdrawn it stays so.
CREATE FUNCTION guard_pack_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state <> 'open' THEN
      PERFORM guard_refuse('CS091', 'pack_draft_ended: this draft was released or withdrawn');
    END IF;
    IF (NEW.id, NEW."basedOn", NEW."createdAt") IS DISTINCT FROM (OLD.id, OLD."basedOn", OLD."createdAt") THEN
      PERFORM guard_refuse('CS002', 'immutable: a draft keeps what it began from');
    END IF;
    IF NEW.state <> 'open' AND (NEW.text, NEW.canonical) IS DISTINCT FROM (OLD.text, OLD.canonical) THEN
      PERFORM guard_refuse('CS091', 'pack_draft_ended: a draft ends as it was last written');
    END IF;
  ELSIF NEW.state <> 'open' THEN
    PERFORM guard_refuse('CS091', 'pack_draft_ended: a draft begins open');
  END IF;
  IF NEW.canonical IS NOT NULL AND (NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex')
     OR NEW.version IS DISTINCT FROM NEW.canonical::jsonb->>'version'
     OR NEW.canonical::jsonb IS DISTINCT FROM NEW.text::jsonb) THEN
    PERFORM guard_refuse('CS091', 'pack_draft_digest: not what the text says');
  END IF;
  IF NEW.state = 'released' AND NOT EXISTS (SELECT 1 FROM "PackRelease" r WHERE r."draftId" = NEW.id) THEN
    PERFORM guard_refuse('CS091', 'pack_release_missing: nobody has released this draft');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pack_draft_guard BEFORE INSERT OR UPDATE ON "PackDraft" FOR EACH ROW EXECUTE FUNCTION guard_pack_draft();

-- Whoever writes a draft is its author for good.
CREATE FUNCTION guard_pack_draft_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.text IS DISTINCT FROM OLD.text OR NEW."authorId" IS DISTINCT FROM OLD."authorId" THEN
    INSERT INTO "PackDraftAuthor" ("draftId", "personId", since) VALUES (NEW.id, NEW."authorId", clock_timestamp())
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pack_draft_author AFTER INSERT OR UPDATE ON "PackDraft" FOR EACH ROW EXECUTE FUNCTION guard_pack_draft_author();

CREATE FUNCTION guard_pack_simulation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "PackDraft" WHERE id = NEW."draftId" AND state = 'open' AND digest = NEW.digest) THEN
    PERFORM guard_refuse('CS091', 'pack_simulation: not of the draft as it stands');
  END IF;
  NEW."ranAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER pack_simulation_insert BEFORE INSERT ON "PackSimulation" FOR EACH ROW EXECUTE FUNCTION guard_pack_simulation();

CREATE FUNCTION guard_pack_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  draft "PackDraft";
  in_force text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('policy.release'));
  SELECT * INTO draft FROM "PackDraft" WHERE id = NEW."draftId" FOR UPDATE;
  IF NOT FOUND OR draft.state <> 'open' OR draft.digest IS DISTINCT FROM NEW.digest OR draft.version IS DISTINCT FROM NEW.version THEN
    PERFORM guard_refuse('CS091', 'pack_release_digest: not the draft as it stands');
  END IF;
  IF EXISTS (SELECT 1 FROM "PackDraftAuthor" WHERE "draftId" = NEW."draftId" AND "personId" = NEW."signerId") THEN
    PERFORM guard_refuse('CS091', 'pack_release_author: whoever wrote a draft does not release it');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" AND p."disabledAt" IS NULL
                 WHERE r."personId" = NEW."signerId" AND r.role IN ('policy_releaser', 'compliance_officer') AND r."endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS091', 'pack_release_role: this person does not release policy packs');
  END IF;
  SELECT version INTO in_force FROM "PolicyPack" ORDER BY "releasedAt" DESC, version DESC LIMIT 1;
  IF NOT EXISTS (SELECT 1 FROM "PackSimulation"
                 WHERE "draftId" = NEW."draftId" AND digest = NEW.digest AND against = in_force) THEN
    PERFORM guard_refuse('CS091', 'pack_release_untried: not tried on past applications against the pack in force');
  END IF;
  PERFORM guard_fact_step_up(NEW."stepUpId", NEW."signerId", NEW.digest, NEW.method);
  NEW."signedAt" := clock_timestamp();
  RETURN NEW;
END $$;
-- Before `release_keeps_assertion` by its name: it looks at the step-up first.
CREATE TRIGGER pack_release_insert BEFORE INSERT ON "PackRelease" FOR EACH ROW EXECUTE FUNCTION guard_pack_release();
CREATE TRIGGER release_keeps_assertion BEFORE INSERT ON "PackRelease" FOR EACH ROW EXECUTE FUNCTION guard_signature_assertion();

-- One release at a time, so that two first packs cannot both be the first.
CREATE FUNCTION guard_pack_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('policy.release'));
  IF EXISTS (SELECT 1 FROM "PolicyPack" WHERE version = NEW.version) OR NOT EXISTS (SELECT 1 FROM "PolicyPack") THEN
    RETURN NEW; -- there already, for the key to say; or the very first
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "PackRelease" r JOIN "PackDraft" d ON d.id = r."draftId"
                 WHERE r.version = NEW.version AND r.digest = NEW.digest AND d.digest = NEW.digest AND d.canonical::jsonb = NEW.content) THEN
    PERFORM guard_refuse('CS091', 'pack_unreleased: a pack comes from a draft that someone else released');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pack_insert BEFORE INSERT ON "PolicyPack" FOR EACH ROW EXECUTE FUNCTION guard_pack_insert();
