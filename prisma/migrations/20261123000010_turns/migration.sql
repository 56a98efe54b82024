-- Questions to an applicant and how each ended, amendments, what a clock said, a document's day of issue, and scores
-- that stay good for a later revision.

-- AlterTable
ALTER TABLE "Application" ADD COLUMN "clockStoodSince" TIMESTAMPTZ(3);
ALTER TABLE "Evidence" ADD COLUMN "issuedOn" TEXT;
ALTER TABLE "FactorScore" ADD COLUMN "keptFromId" TEXT;

-- CreateTable
CREATE TABLE "InformationRequest" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "answerBy" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InformationRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InformationQuestion" (
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "factorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "InformationQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InformationEnding" (
    "id" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "evidenceIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "actorId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InformationEnding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Amendment" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "draftBefore" JSONB NOT NULL,
    "openedById" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAs" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Amendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClockNote" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "clock" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClockNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InformationRequest_applicationId_createdAt_idx" ON "InformationRequest"("applicationId", "createdAt");
CREATE INDEX "InformationRequest_answerBy_idx" ON "InformationRequest"("answerBy");
CREATE UNIQUE INDEX "InformationQuestion_requestId_factorId_key" ON "InformationQuestion"("requestId", "factorId");
CREATE UNIQUE INDEX "InformationEnding_questionId_key" ON "InformationEnding"("questionId");
CREATE INDEX "Amendment_applicationId_openedAt_idx" ON "Amendment"("applicationId", "openedAt");
CREATE UNIQUE INDEX "ClockNote_applicationId_clock_says_dueAt_key" ON "ClockNote"("applicationId", "clock", "says", "dueAt");

-- AddForeignKey
ALTER TABLE "InformationRequest" ADD CONSTRAINT "InformationRequest_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "InformationQuestion" ADD CONSTRAINT "InformationQuestion_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "InformationRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "InformationEnding" ADD CONSTRAINT "InformationEnding_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "InformationQuestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ClockNote" ADD CONSTRAINT "ClockNote_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the code should never ask. CS001 append_only, CS002 immutable, CS060 score_*, CS065 information_*.

ALTER TABLE "InformationEnding" ADD CONSTRAINT "InformationEnding_how"
  CHECK (how IN ('answered', 'withdrawn', 'lapsed', 'amended', 'overtaken'));
ALTER TABLE "InformationEnding" ADD CONSTRAINT "InformationEnding_answer_is_whole"
  CHECK (how <> 'answered' OR (btrim(text) <> '' AND "actorId" IS NOT NULL));
ALTER TABLE "InformationQuestion" ADD CONSTRAINT "InformationQuestion_says_something" CHECK (btrim(text) <> '');
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_endedAs" CHECK ("endedAs" IN ('submitted', 'dropped', 'overtaken'));
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_ended_is_whole" CHECK (("endedAs" IS NULL) = ("endedAt" IS NULL));
ALTER TABLE "ClockNote" ADD CONSTRAINT "ClockNote_says" CHECK (says IN ('due_soon', 'overdue', 'seven_days_left', 'two_days_left'));
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_issuedOn_is_a_day" CHECK ("issuedOn" ~ '^\d{4}-\d{2}-\d{2}$');

-- One amendment at a time is open.
CREATE UNIQUE INDEX "Amendment_one_open" ON "Amendment" ("applicationId") WHERE "endedAs" IS NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['InformationRequest', 'InformationQuestion', 'InformationEnding', 'ClockNote'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['InformationRequest', 'InformationQuestion', 'InformationEnding', 'ClockNote', 'Amendment'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;
CREATE TRIGGER append_only_delete BEFORE DELETE ON "Amendment" FOR EACH ROW EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Amendment" := OLD;
BEGIN
  kept."endedAs" := NEW."endedAs";
  kept."endedAt" := NEW."endedAt";
  IF NEW IS DISTINCT FROM kept OR OLD."endedAs" IS NOT NULL THEN
    PERFORM guard_refuse('CS002', 'immutable: an amendment ends once, and nothing else of it changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER amendment_change BEFORE UPDATE ON "Amendment" FOR EACH ROW EXECUTE FUNCTION guard_amendment();

-- A question is of its lane, and its revision of its case.
CREATE FUNCTION guard_information_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = NEW."applicationId" AND lane = NEW.lane
                 AND "personId" = NEW."askedById" AND "recusedAt" IS NULL) THEN
    PERFORM guard_refuse('CS065', 'information_not_holder: only the person who holds the lane asks for it');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "ApplicationRevision" WHERE id = NEW."revisionId" AND "applicationId" = NEW."applicationId") THEN
    PERFORM guard_refuse('CS065', 'information_other_application: the revision belongs to another application');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER information_request BEFORE INSERT ON "InformationRequest" FOR EACH ROW EXECUTE FUNCTION guard_information_request();

-- A score that is kept says word for word what it said of the earlier revision.
CREATE FUNCTION guard_score_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."keptFromId" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "FactorScore" s WHERE s.id = NEW."keptFromId" AND s."lockedAt" IS NOT NULL
    AND (s."applicationId", s."factorId", s.lane, s."scorerId", s.points, s.rationale)
      = (NEW."applicationId", NEW."factorId", NEW.lane, NEW."scorerId", NEW.points, NEW.rationale)
    AND s."revisionId" <> NEW."revisionId"
  ) THEN
    PERFORM guard_refuse('CS060', 'score_kept: not a locked score of an earlier revision');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_kept BEFORE INSERT ON "FactorScore" FOR EACH ROW EXECUTE FUNCTION guard_score_kept();

CREATE FUNCTION guard_score_provenance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."keptFromId" IS DISTINCT FROM OLD."keptFromId" THEN
    PERFORM guard_refuse('CS002', 'immutable: where a score comes from does not change');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_provenance BEFORE UPDATE ON "FactorScore" FOR EACH ROW EXECUTE FUNCTION guard_score_provenance();
