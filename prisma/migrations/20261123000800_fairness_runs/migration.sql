-- Errors by group, measured for one grant. The first key waits for a passed run, and after a failed one nobody lets the
-- grant go on without one. Refusals: CS081 fairness_*.

CREATE TABLE "FairnessRun" (
    "id" TEXT NOT NULL,
    "grantId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "packVersion" TEXT NOT NULL,
    "setDigest" TEXT NOT NULL,
    "pictures" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "mitigateBy" TIMESTAMPTZ(3),
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "FairnessRun_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "FairnessRun_grantId_recordedAt_idx" ON "FairnessRun" ("grantId", "recordedAt");
ALTER TABLE "FairnessRun" ADD CONSTRAINT "FairnessRun_grantId_fkey"
    FOREIGN KEY ("grantId") REFERENCES "Grant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "FairnessRun" ADD CONSTRAINT "FairnessRun_verdict" CHECK (verdict IN ('pass', 'fail', 'insufficient'));
ALTER TABLE "FairnessRun" ADD CONSTRAINT "FairnessRun_says_its_verdict" CHECK (report ->> 'verdict' = verdict);
ALTER TABLE "FairnessRun" ADD CONSTRAINT "FairnessRun_mitigation" CHECK (("mitigateBy" IS NOT NULL) = (verdict = 'fail'));
ALTER TABLE "FairnessRun" ADD CONSTRAINT "FairnessRun_setDigest" CHECK ("setDigest" ~ '^[0-9a-f]{64}$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "FairnessRun" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "FairnessRun" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- A run is of what the grant allows: its model at the least threshold that counts as a match.
CREATE FUNCTION guard_fairness_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  floor_of_grant DOUBLE PRECISION;
BEGIN
  SELECT (terms -> 'thresholdFloor' ->> NEW."modelId")::double precision INTO floor_of_grant
    FROM "Grant" WHERE id = NEW."grantId";
  IF floor_of_grant IS DISTINCT FROM NEW.threshold THEN
    RAISE EXCEPTION 'fairness_run_of_other_terms: grant % does not allow model % at %', NEW."grantId", NEW."modelId", NEW.threshold
      USING ERRCODE = 'CS081';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fairness_run BEFORE INSERT ON "FairnessRun" FOR EACH ROW EXECUTE FUNCTION guard_fairness_run();

ALTER TABLE "GrantPrecondition" ADD COLUMN "fairnessRunId" TEXT;
ALTER TABLE "GrantPrecondition" ADD CONSTRAINT "GrantPrecondition_fairnessRunId_fkey"
    FOREIGN KEY ("fairnessRunId") REFERENCES "FairnessRun" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a grant waits for is met once, by a person, and by the run itself: the last one of this grant, which passed.
CREATE FUNCTION guard_precondition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD."satisfiedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'fairness_precondition_kept: a precondition that was met stays so' USING ERRCODE = 'CS081';
  END IF;
  IF NEW.kind <> 'fairness_run_passed' OR NEW."satisfiedAt" IS NULL THEN
    RETURN NEW;
  END IF;
  IF NEW."satisfiedById" IS NULL OR NEW."fairnessRunId" IS DISTINCT FROM (
    SELECT run.id FROM "FairnessRun" run WHERE run."grantId" = NEW."grantId"
     ORDER BY run."recordedAt" DESC, run.id DESC LIMIT 1
  ) OR NOT EXISTS (SELECT FROM "FairnessRun" run WHERE run.id = NEW."fairnessRunId" AND run.verdict = 'pass') THEN
    RAISE EXCEPTION 'fairness_run_missing: the last run of grant % has not passed', NEW."grantId" USING ERRCODE = 'CS081';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER precondition BEFORE INSERT OR UPDATE OR DELETE ON "GrantPrecondition" FOR EACH ROW EXECUTE FUNCTION guard_precondition();

-- No grant leaves provisioning for use while something is open, and none goes on after a failed run without a passed one.
CREATE FUNCTION guard_grant_fairness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'provisioning' AND EXISTS (
    SELECT FROM "GrantPrecondition" open WHERE open."grantId" = NEW.id AND open."satisfiedAt" IS NULL
  ) THEN
    RAISE EXCEPTION 'fairness_precondition_open: grant % waits for something', NEW.id USING ERRCODE = 'CS081';
  END IF;
  IF (SELECT run.verdict FROM "FairnessRun" run WHERE run."grantId" = NEW.id
       ORDER BY run."recordedAt" DESC, run.id DESC LIMIT 1) = 'fail' THEN
    RAISE EXCEPTION 'fairness_run_failed: the last run of grant % failed', NEW.id USING ERRCODE = 'CS081';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_fairness BEFORE UPDATE OF state ON "Grant" FOR EACH ROW
  WHEN (NEW.state = 'active' AND OLD.state <> 'active') EXECUTE FUNCTION guard_grant_fairness();
