-- Collections of faces, who is in them, what they agreed to, and their sealed templates.

CREATE TABLE "Collection" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Collection_tenantId_id_key" ON "Collection"("tenantId", "id");

CREATE TABLE "Subject" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "collectionId" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Subject_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Subject_tenantId_id_key" ON "Subject"("tenantId", "id");
CREATE UNIQUE INDEX "Subject_collectionId_reference_key" ON "Subject"("collectionId", "reference");

CREATE TABLE "Consent" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "subjectId" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3),
  "withdrawnAt" TIMESTAMPTZ(3),
  CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Consent_tenantId_id_key" ON "Consent"("tenantId", "id");
CREATE INDEX "Consent_subjectId_idx" ON "Consent"("subjectId");

CREATE TABLE "Face" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "collectionId" TEXT NOT NULL,
  "subjectId" TEXT NOT NULL,
  "consentId" TEXT,
  "jobId" TEXT NOT NULL,
  "modelId" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "quality" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "Face_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Face_jobId_key" ON "Face"("jobId");
CREATE INDEX "Face_tenantId_collectionId_idx" ON "Face"("tenantId", "collectionId");
CREATE INDEX "Face_subjectId_idx" ON "Face"("subjectId");
CREATE INDEX "Face_consentId_idx" ON "Face"("consentId");
CREATE INDEX "Face_expiresAt_idx" ON "Face"("expiresAt");

CREATE TABLE "GalleryRequest" (
  "tenantId" TEXT NOT NULL,
  "route" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "madeId" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "GalleryRequest_pkey" PRIMARY KEY ("tenantId", "route", "key")
);
CREATE INDEX "GalleryRequest_expiresAt_idx" ON "GalleryRequest"("expiresAt");

-- Every reference carries the tenant: nothing of one tenant's can hang on another's.
ALTER TABLE "Subject" ADD CONSTRAINT "Subject_tenantId_collectionId_fkey"
  FOREIGN KEY ("tenantId", "collectionId") REFERENCES "Collection"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_tenantId_subjectId_fkey"
  FOREIGN KEY ("tenantId", "subjectId") REFERENCES "Subject"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Face" ADD CONSTRAINT "Face_tenantId_subjectId_fkey"
  FOREIGN KEY ("tenantId", "subjectId") REFERENCES "Subject"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Face" ADD CONSTRAINT "Face_tenantId_consentId_fkey"
  FOREIGN KEY ("tenantId", "consentId") REFERENCES "Consent"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the code should never ask: a consent that comes back, or a template under one that does not hold.
--   CS100 consent_over

CREATE FUNCTION guard_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Consent" := OLD;
BEGIN
  kept."withdrawnAt" := NEW."withdrawnAt";
  IF NEW IS DISTINCT FROM kept OR OLD."withdrawnAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS100', 'consent_over: a consent is withdrawn once, and nothing else of it changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consent_change BEFORE UPDATE ON "Consent" FOR EACH ROW EXECUTE FUNCTION guard_consent();

CREATE FUNCTION guard_face() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."consentId" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "Consent" c WHERE c.id = NEW."consentId" AND c."subjectId" = NEW."subjectId"
      AND c."withdrawnAt" IS NULL AND (c."expiresAt" IS NULL OR c."expiresAt" > clock_timestamp())
  ) THEN
    PERFORM guard_refuse('CS100', 'consent_over: a template rests on a consent of its own subject that holds');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER face_begins BEFORE INSERT OR UPDATE ON "Face" FOR EACH ROW EXECUTE FUNCTION guard_face();
