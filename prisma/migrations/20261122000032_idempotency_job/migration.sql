-- Found by its job whenever a caller is given the job's address instead of the answer.
CREATE INDEX "IdempotencyRecord_jobId_idx" ON "IdempotencyRecord" ("jobId");
