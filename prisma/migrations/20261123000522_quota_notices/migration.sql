-- That a share of a grant's month was reached was told: once a month and share.
CREATE TABLE "QuotaNotice" (
  "grantId" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "percent" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "QuotaNotice_pkey" PRIMARY KEY ("grantId", "month", "percent")
);
