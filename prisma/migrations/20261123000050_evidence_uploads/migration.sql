-- Documents that arrive in pieces, so that a lost connection costs the last piece and not the file; and documents that
-- take the place of an earlier version.

CREATE TABLE "EvidenceUpload" (
  "id" TEXT NOT NULL,
  "applicationId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "fileName" TEXT NOT NULL,
  "declaredType" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "received" INTEGER NOT NULL DEFAULT 0,
  "startedById" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "EvidenceUpload_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "EvidenceUpload_applicationId_kind_sha256_key" ON "EvidenceUpload"("applicationId", "kind", "sha256");
CREATE INDEX "EvidenceUpload_expiresAt_idx" ON "EvidenceUpload"("expiresAt");
ALTER TABLE "EvidenceUpload" ADD CONSTRAINT "EvidenceUpload_applicationId_fkey"
  FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "EvidencePiece" (
  "uploadId" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "bytes" INTEGER NOT NULL,
  "storageKey" TEXT NOT NULL,
  CONSTRAINT "EvidencePiece_pkey" PRIMARY KEY ("uploadId", "at")
);
CREATE UNIQUE INDEX "EvidencePiece_storageKey_key" ON "EvidencePiece"("storageKey");
ALTER TABLE "EvidencePiece" ADD CONSTRAINT "EvidencePiece_uploadId_fkey"
  FOREIGN KEY ("uploadId") REFERENCES "EvidenceUpload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Evidence" ADD COLUMN "replacesId" TEXT;
CREATE UNIQUE INDEX "Evidence_replacesId_key" ON "Evidence"("replacesId");
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_replacesId_fkey"
  FOREIGN KEY ("replacesId") REFERENCES "Evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;
