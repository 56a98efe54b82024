-- What witnesses add to a checkpoint (C2SP tlog-cosignature). Kept beside it: the checkpoint's own row never changes.

CREATE TABLE "LedgerCosignature" (
  "size" BIGINT NOT NULL,
  "keyId" TEXT NOT NULL,
  "line" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "LedgerCosignature_pkey" PRIMARY KEY ("size", "keyId")
);
ALTER TABLE "LedgerCosignature" ADD CONSTRAINT "LedgerCosignature_size_fkey"
  FOREIGN KEY ("size") REFERENCES "LedgerCheckpoint"("size") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LedgerCosignature" ADD CONSTRAINT "LedgerCosignature_keyId" CHECK ("keyId" ~ '^[0-9a-f]{8}$');
ALTER TABLE "LedgerCosignature" ADD CONSTRAINT "LedgerCosignature_line" CHECK ("line" ~ '^— [^ ]+ [A-Za-z0-9+/]+=*$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LedgerCosignature" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "LedgerCosignature" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- A checkpoint as it is published: the log's signature, then those of its witnesses.
CREATE FUNCTION cosigned_note(checkpoint "LedgerCheckpoint") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT checkpoint.note || coalesce(string_agg(line || E'\n', '' ORDER BY "createdAt", "keyId"), '')
    FROM "LedgerCosignature" WHERE size = checkpoint.size
$$;
