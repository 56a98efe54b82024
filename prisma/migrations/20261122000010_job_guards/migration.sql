-- The moves of a job, as lib/jobs/job.ts has them (a test compares the two pair by pair), in place of the first
-- draft in review_guards: an answer expires after it was released, and a cancellation can have any gate's reason.

CREATE OR REPLACE FUNCTION guard_job_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cancellations text[] := ARRAY['cancelled_revoked', 'cancelled_suspended', 'cancelled_switched_off',
                                'cancelled_expired', 'cancelled_by_tenant', 'cancelled_refused'];
BEGIN
  IF NEW.state = OLD.state
     OR (OLD.state, NEW.state) IN (('received', 'queued'), ('queued', 'running'), ('running', 'queued'),
                                   ('running', 'review'), ('running', 'released'), ('running', 'failed'),
                                   ('running', 'quarantined'), ('review', 'released'), ('review', 'expired'),
                                   ('released', 'expired'))
     OR (OLD.state IN ('received', 'queued', 'running', 'review') AND NEW.state = ANY (cancellations)) THEN
    RETURN NEW;
  END IF;
  PERFORM guard_refuse('CS050', format('job_state: %s does not become %s', OLD.state, NEW.state));
  RETURN NULL;
END $$;

-- A claim exists exactly while the job runs, and a result exactly where one was given.
ALTER TABLE "Job" ADD CONSTRAINT "Job_lease_while_running"
  CHECK ((state = 'running') = (lease IS NOT NULL) AND (lease IS NULL) = ("leaseUntil" IS NULL));
ALTER TABLE "Job" ADD CONSTRAINT "Job_result_once_given" CHECK (result IS NULL OR state IN ('review', 'released'));

-- Counted at each acceptance, against the tenant's share of the backlog.
CREATE INDEX IF NOT EXISTS "JobOutbox_tenantId_idx" ON "JobOutbox" ("tenantId");

-- Found by the sweep of pictures that outlived their job.
CREATE INDEX "JobInput_kept" ON "JobInput" ("jobId") WHERE "deletedAt" IS NULL;
