-- Receipts of subjects who were erased: counts, and no word about the person.

CREATE TABLE "SubjectErasure" (
  "id" TEXT NOT NULL,
  "tenantId" TEXT NOT NULL,
  "subjectId" TEXT NOT NULL,
  "collectionId" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "erased" JSONB NOT NULL,
  "left" JSONB,
  "kept" JSONB,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "countedAt" TIMESTAMPTZ(3),
  CONSTRAINT "SubjectErasure_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SubjectErasure_tenantId_id_key" ON "SubjectErasure"("tenantId", "id");

-- A receipt is finished once, and then stays as it is.
CREATE FUNCTION guard_subject_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "SubjectErasure" := OLD;
BEGIN
  kept."left" := NEW."left";
  kept."kept" := NEW."kept";
  kept."countedAt" := NEW."countedAt";
  IF NEW IS DISTINCT FROM kept OR OLD."countedAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS120', 'receipt_final: a receipt is finished once, and nothing else of it changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subject_erasure_change BEFORE UPDATE ON "SubjectErasure"
  FOR EACH ROW EXECUTE FUNCTION guard_subject_erasure();
