-- CreateTable
CREATE TABLE "Concern" (
    "id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "linkDigest" TEXT NOT NULL,
    "filedAs" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "statement" BYTEA NOT NULL,
    "contact" BYTEA,
    "packVersion" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "grantId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Concern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConcernEvent" (
    "id" TEXT NOT NULL,
    "concernId" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "actorId" TEXT,
    "answer" BYTEA,
    "note" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConcernEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConcernFiling" (
    "source" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConcernFiling_pkey" PRIMARY KEY ("source")
);

-- CreateIndex
CREATE UNIQUE INDEX "Concern_reference_key" ON "Concern"("reference");
CREATE UNIQUE INDEX "Concern_linkDigest_key" ON "Concern"("linkDigest");
CREATE INDEX "Concern_state_dueAt_idx" ON "Concern"("state", "dueAt");
CREATE INDEX "ConcernEvent_concernId_createdAt_idx" ON "ConcernEvent"("concernId", "createdAt");
CREATE INDEX "ConcernFiling_until_idx" ON "ConcernFiling"("until");

-- AddForeignKey
ALTER TABLE "ConcernEvent" ADD CONSTRAINT "ConcernEvent_concernId_fkey" FOREIGN KEY ("concernId") REFERENCES "Concern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the code should never ask: a concern that skips its triage, goes back, changes its words or vanishes.
--   CS001 append_only      CS002 immutable      CS090 concern_state

CREATE FUNCTION guard_concern() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Concern" := OLD;
BEGIN
  kept.state := NEW.state;
  kept."grantId" := NEW."grantId";
  -- How to reach the filer may be erased, never changed.
  IF NEW.contact IS NULL THEN kept.contact := NULL; END IF;
  IF NEW IS DISTINCT FROM kept THEN
    PERFORM guard_refuse('CS002', 'immutable: a concern keeps what its filer said');
  END IF;
  IF NEW.state <> OLD.state AND NOT (
    (OLD.state = 'open' AND NEW.state = 'triaged')
    OR (OLD.state = 'triaged' AND NEW.state IN ('upheld', 'not_upheld', 'no_case'))
  ) THEN
    PERFORM guard_refuse('CS090', format('concern_state: from %s to %s is no way that a concern goes', OLD.state, NEW.state));
  END IF;
  IF NEW.state = 'upheld' AND NEW."grantId" IS NULL THEN
    PERFORM guard_refuse('CS090', 'concern_state: what is upheld names the approval that it is about');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER concern_change BEFORE UPDATE ON "Concern" FOR EACH ROW EXECUTE FUNCTION guard_concern();

CREATE FUNCTION guard_concern_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'open' THEN
    PERFORM guard_refuse('CS090', 'concern_state: a concern begins open, so that nobody can spare it the triage');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER concern_begins BEFORE INSERT ON "Concern" FOR EACH ROW EXECUTE FUNCTION guard_concern_begins();

CREATE TRIGGER append_only_delete BEFORE DELETE ON "Concern" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "Concern" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ConcernEvent" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "ConcernEvent" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
