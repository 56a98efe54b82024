-- Candidates that people judge before any is released, and what those people made of them.

CREATE TABLE "Lead" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "jobId" TEXT NOT NULL,
  "collectionId" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "reviewersNeeded" INTEGER NOT NULL,
  "sealed" BYTEA,
  "outcome" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "closedAt" TIMESTAMPTZ(3),
  CONSTRAINT "Lead_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Lead_jobId_key" ON "Lead"("jobId");
CREATE UNIQUE INDEX "Lead_tenantId_id_key" ON "Lead"("tenantId", "id");
CREATE INDEX "Lead_tenantId_outcome_idx" ON "Lead"("tenantId", "outcome");

CREATE TABLE "LeadReview" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "leadId" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "reviewer" TEXT NOT NULL,
  "subjectId" TEXT,
  "corroboration" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "LeadReview_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "LeadReview_leadId_keyId_key" ON "LeadReview"("leadId", "keyId");
CREATE UNIQUE INDEX "LeadReview_leadId_reviewer_key" ON "LeadReview"("leadId", "reviewer");

ALTER TABLE "Lead" ADD CONSTRAINT "Lead_jobId_fkey"
  FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LeadReview" ADD CONSTRAINT "LeadReview_tenantId_leadId_fkey"
  FOREIGN KEY ("tenantId", "leadId") REFERENCES "Lead"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Lead" ADD CONSTRAINT "Lead_reviewers" CHECK ("reviewersNeeded" IN (1, 2));
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_outcome"
  CHECK ("outcome" IN ('confirmed', 'no_lead') AND "sealed" IS NULL AND "closedAt" IS NOT NULL OR "outcome" IS NULL);

-- What the code should never ask: a lead opened by too few, or judged by whoever asked for it.
--   CS110 lead_unjudged, lead_own, lead_over

CREATE FUNCTION guard_lead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Lead" := OLD;
BEGIN
  kept."sealed" := NEW."sealed";
  kept."outcome" := NEW."outcome";
  kept."closedAt" := NEW."closedAt";
  IF NEW IS DISTINCT FROM kept OR OLD."closedAt" IS NOT NULL OR NEW."sealed" IS NOT NULL THEN
    PERFORM guard_refuse('CS110', 'lead_over: a lead is closed once, and nothing else of it changes');
  END IF;
  IF NEW."outcome" = 'confirmed'
     AND (SELECT count(*) FROM "LeadReview" r WHERE r."leadId" = NEW.id AND r."subjectId" IS NOT NULL) < NEW."reviewersNeeded" THEN
    PERFORM guard_refuse('CS110', 'lead_unjudged: too few people have confirmed this lead');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lead_change BEFORE UPDATE ON "Lead" FOR EACH ROW EXECUTE FUNCTION guard_lead();

-- A confirmed candidate is released only under a lead that people have closed.
CREATE FUNCTION guard_lead_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'review' AND NEW.state = 'released'
     AND NOT EXISTS (SELECT 1 FROM "Lead" l WHERE l."jobId" = NEW.id AND l."outcome" IS NOT NULL) THEN
    PERFORM guard_refuse('CS110', 'lead_unjudged: people judge a lead before it is released');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lead_release BEFORE UPDATE ON "Job" FOR EACH ROW
  WHEN (OLD.state = 'review' AND NEW.state = 'released') EXECUTE FUNCTION guard_lead_release();

CREATE FUNCTION guard_lead_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM guard_refuse('CS110', 'lead_over: a review is not changed');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Lead" l WHERE l.id = NEW."leadId" AND l."sealed" IS NOT NULL) THEN
    PERFORM guard_refuse('CS110', 'lead_over: this lead is sealed no more');
  END IF;
  IF EXISTS (SELECT 1 FROM "Lead" l WHERE l.id = NEW."leadId" AND l."keyId" = NEW."keyId") THEN
    PERFORM guard_refuse('CS110', 'lead_own: whoever asked does not judge');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lead_review_begins BEFORE INSERT OR UPDATE ON "LeadReview"
  FOR EACH ROW EXECUTE FUNCTION guard_lead_review();
