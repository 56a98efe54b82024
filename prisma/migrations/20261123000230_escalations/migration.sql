-- That an appeal or the triage of a concern is overdue was said, once for each day that its clock was set to.

CREATE TABLE "AppealEscalation" (
    "appealId" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AppealEscalation_pkey" PRIMARY KEY ("appealId", "says", "dueAt")
);
ALTER TABLE "AppealEscalation" ADD CONSTRAINT "AppealEscalation_appealId_fkey"
    FOREIGN KEY ("appealId") REFERENCES "Appeal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealEscalation" ADD CONSTRAINT "AppealEscalation_says" CHECK (says IN ('due_soon', 'overdue'));

CREATE TABLE "ConcernEscalation" (
    "concernId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ConcernEscalation_pkey" PRIMARY KEY ("concernId", "dueAt")
);
ALTER TABLE "ConcernEscalation" ADD CONSTRAINT "ConcernEscalation_concernId_fkey"
    FOREIGN KEY ("concernId") REFERENCES "Concern" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['AppealEscalation', 'ConcernEscalation'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;
