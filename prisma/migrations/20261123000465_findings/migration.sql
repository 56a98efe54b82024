-- What was found against a tenant or a grant, with the time in which it must be mended. Whoever recorded it does not close
-- it, and no stopped grant goes on while a finding against it that ran out is open. Refusals: CS082 finding_*.

CREATE TABLE "Finding" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "grantId" TEXT,
    "severity" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Finding_tenantId_recordedAt_idx" ON "Finding" ("tenantId", "recordedAt");
CREATE INDEX "Finding_grantId_idx" ON "Finding" ("grantId");
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_tenantId_fkey"
    FOREIGN KEY ("tenantId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_grantId_fkey"
    FOREIGN KEY ("grantId") REFERENCES "Grant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- policy.md D: critical 0–30 days, moderate 90, low 180.
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_clock" CHECK (CASE severity
    WHEN 'critical' THEN "dueAt" - "recordedAt" BETWEEN interval '0' AND interval '30 days'
    WHEN 'moderate' THEN "dueAt" - "recordedAt" = interval '90 days'
    WHEN 'low' THEN "dueAt" - "recordedAt" = interval '180 days'
    ELSE false END);

CREATE TABLE "FindingAnswer" (
    "id" TEXT NOT NULL,
    "findingId" TEXT NOT NULL,
    "mended" TEXT NOT NULL,
    "answeredById" TEXT NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "FindingAnswer_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "FindingAnswer_findingId_answeredAt_idx" ON "FindingAnswer" ("findingId", "answeredAt");
ALTER TABLE "FindingAnswer" ADD CONSTRAINT "FindingAnswer_findingId_fkey"
    FOREIGN KEY ("findingId") REFERENCES "Finding" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "FindingStep" (
    "findingId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "FindingStep_pkey" PRIMARY KEY ("findingId", "step")
);
ALTER TABLE "FindingStep" ADD CONSTRAINT "FindingStep_findingId_fkey"
    FOREIGN KEY ("findingId") REFERENCES "Finding" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "FindingStep" ADD CONSTRAINT "FindingStep_step"
    CHECK (step IN ('due_soon', 'restricted', 'suspended', 'revocation_proposed'));

CREATE TABLE "FindingClosure" (
    "findingId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "closedById" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "FindingClosure_pkey" PRIMARY KEY ("findingId")
);
ALTER TABLE "FindingClosure" ADD CONSTRAINT "FindingClosure_findingId_fkey"
    FOREIGN KEY ("findingId") REFERENCES "Finding" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "FindingClosure" ADD CONSTRAINT "FindingClosure_outcome" CHECK (outcome IN ('mended', 'unfounded'));

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Finding" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "Finding" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "FindingAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "FindingAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "FindingStep" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "FindingStep" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "FindingClosure" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "FindingClosure" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- Who may record or close a finding against this tenant: on duty, and none of its own.
CREATE FUNCTION guard_finds(person text, tenant text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" AND p."disabledAt" IS NULL
                 WHERE r."personId" = person AND r.role IN ('operator', 'compliance_officer') AND r."endedAt" IS NULL)
     AND NOT EXISTS (SELECT 1 FROM "Membership" m WHERE m."personId" = person AND m."organisationId" = tenant AND m."endedAt" IS NULL)
$$;

CREATE FUNCTION guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT guard_finds(NEW."recordedById", NEW."tenantId") THEN
    PERFORM guard_refuse('CS082', 'finding_recorder: an operator or a compliance officer outside the tenant records a finding');
  END IF;
  IF NEW."grantId" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "Grant" g WHERE g.id = NEW."grantId" AND g."tenantId" = NEW."tenantId") THEN
    PERFORM guard_refuse('CS082', 'finding_of_other_tenant: the grant is not this tenant''s');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding BEFORE INSERT ON "Finding" FOR EACH ROW EXECUTE FUNCTION guard_finding();

-- The row lock is what closing and the clock wait for each other by.
CREATE FUNCTION guard_finding_open(finding text) RETURNS "Finding" LANGUAGE plpgsql AS $$
DECLARE found "Finding";
BEGIN
  SELECT * INTO found FROM "Finding" f WHERE f.id = finding FOR UPDATE;
  IF EXISTS (SELECT 1 FROM "FindingClosure" c WHERE c."findingId" = finding) THEN
    PERFORM guard_refuse('CS082', 'finding_closed: nothing is added to a closed finding');
  END IF;
  RETURN found;
END $$;

CREATE FUNCTION guard_finding_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found "Finding" := guard_finding_open(NEW."findingId");
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Membership" m WHERE m."personId" = NEW."answeredById" AND m."organisationId" = found."tenantId"
                 AND m."endedAt" IS NULL AND m.role IN ('admin', 'signatory')) THEN
    PERFORM guard_refuse('CS082', 'finding_answer: an admin or a signatory of the tenant answers');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_answer BEFORE INSERT ON "FindingAnswer" FOR EACH ROW EXECUTE FUNCTION guard_finding_answer();

CREATE FUNCTION guard_finding_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found "Finding" := guard_finding_open(NEW."findingId");
BEGIN
  IF NEW.step <> 'due_soon' AND NEW."takenAt" < found."dueAt" THEN
    PERFORM guard_refuse('CS082', 'finding_early: nothing stops before the time for mending is over');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_step BEFORE INSERT ON "FindingStep" FOR EACH ROW EXECUTE FUNCTION guard_finding_step();

CREATE FUNCTION guard_finding_closure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found "Finding" := guard_finding_open(NEW."findingId");
BEGIN
  IF NEW."closedById" = found."recordedById" THEN
    PERFORM guard_refuse('CS082', 'finding_two: whoever recorded a finding does not close it');
  END IF;
  IF NOT guard_finds(NEW."closedById", found."tenantId") THEN
    PERFORM guard_refuse('CS082', 'finding_closer: an operator or a compliance officer outside the tenant closes a finding');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_closure BEFORE INSERT ON "FindingClosure" FOR EACH ROW EXECUTE FUNCTION guard_finding_closure();

-- What the clock has stopped goes on once the finding is closed: two people alone are not enough.
CREATE FUNCTION guard_grant_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "Finding" f LEFT JOIN "Grant" g ON g.id = f."grantId"
    WHERE f."tenantId" = NEW."tenantId" AND (f."grantId" IS NULL OR g."applicationId" = NEW."applicationId")
      AND EXISTS (SELECT 1 FROM "FindingStep" s WHERE s."findingId" = f.id AND s.step = 'restricted')
      AND NOT EXISTS (SELECT 1 FROM "FindingClosure" c WHERE c."findingId" = f.id)) THEN
    PERFORM guard_refuse('CS082', 'finding_open: a finding against this grant has run out and is not closed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_findings BEFORE UPDATE OF state ON "Grant" FOR EACH ROW
  WHEN (NEW.state = 'active' AND OLD.state IN ('restricted', 'suspended')) EXECUTE FUNCTION guard_grant_findings();
