-- How often answers said that there is a match, kept as counts when the answers themselves are deleted.
CREATE TABLE "MatchTally" (
  "grantId" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "operation" TEXT NOT NULL,
  "compared" INTEGER NOT NULL,
  "matched" INTEGER NOT NULL,
  CONSTRAINT "MatchTally_pkey" PRIMARY KEY ("grantId", "day", "operation"),
  CONSTRAINT "MatchTally_counts" CHECK ("compared" >= "matched" AND "matched" >= 0)
);
