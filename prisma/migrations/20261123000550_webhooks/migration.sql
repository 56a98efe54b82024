-- Endpoints of tenants and what they are told: outbox, record and dead letters.

CREATE TABLE "WebhookEndpoint" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "events" TEXT[],
  "sealedSecret" BYTEA NOT NULL,
  "previousSecret" BYTEA,
  "previousUntil" TIMESTAMPTZ(3),
  "failures" INTEGER NOT NULL DEFAULT 0,
  "restsUntil" TIMESTAMPTZ(3),
  "disabledAt" TIMESTAMPTZ(3),
  "disabledReason" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "WebhookEndpoint_tenantId_id_key" ON "WebhookEndpoint"("tenantId", "id");

CREATE TABLE "WebhookDelivery" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "endpointId" TEXT NOT NULL,
  "messageId" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "roundFrom" INTEGER NOT NULL DEFAULT 0,
  "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastStatus" INTEGER,
  "lastError" TEXT,
  "attemptedAt" TIMESTAMPTZ(3),
  "deliveredAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "WebhookDelivery_endpointId_messageId_key" ON "WebhookDelivery"("endpointId", "messageId");
CREATE INDEX "WebhookDelivery_state_dueAt_idx" ON "WebhookDelivery"("state", "dueAt");
CREATE INDEX "WebhookDelivery_tenantId_id_idx" ON "WebhookDelivery"("tenantId", "id");

ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_tenantId_endpointId_fkey"
  FOREIGN KEY ("tenantId", "endpointId") REFERENCES "WebhookEndpoint"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_state" CHECK ("state" IN ('waiting', 'delivered', 'dead'));

-- A message is what it was when it was written: only how its delivery goes is changed.
--   CS130 webhook_message
CREATE FUNCTION guard_webhook_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."tenantId", NEW."endpointId", NEW."messageId", NEW.type, NEW.body, NEW."createdAt")
     IS DISTINCT FROM (OLD.id, OLD."tenantId", OLD."endpointId", OLD."messageId", OLD.type, OLD.body, OLD."createdAt")
     OR NEW.attempts < OLD.attempts THEN
    PERFORM guard_refuse('CS130', 'webhook_message: a message is not changed, nor are its attempts forgotten');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER webhook_delivery_change BEFORE UPDATE ON "WebhookDelivery"
  FOR EACH ROW EXECUTE FUNCTION guard_webhook_delivery();

-- What came of a job is told in the transaction that says so, and costs a tenant without endpoints one look-up.
CREATE FUNCTION tell_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "WebhookEndpoint" w WHERE w."tenantId" = NEW."tenantId" AND w."disabledAt" IS NULL) THEN
    INSERT INTO "DomainEvent" (kind, "subjectId", data)
    VALUES (
      CASE NEW.state WHEN 'released' THEN 'job.released' WHEN 'review' THEN 'lead.sealed' ELSE 'job.failed' END,
      NEW.id,
      jsonb_build_object('tenantId', NEW."tenantId", 'state', NEW.state, 'code', NEW."failureCode")
    );
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER job_told AFTER UPDATE OF state ON "Job" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('released', 'review', 'failed', 'quarantined'))
  EXECUTE FUNCTION tell_of_job();
