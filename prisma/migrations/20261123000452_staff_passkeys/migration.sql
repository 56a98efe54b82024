-- A passkey of someone of the staff counts once another person, who sees to the staff, has confirmed it: over its own
-- credential and key, so that neither can be put in another's place afterwards. Refusals: CS092 staff_passkey*, CS010
-- signature_assertion_unconfirmed.

CREATE TABLE "StaffPasskey" (
    "passkeyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "confirmedById" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "StaffPasskey_pkey" PRIMARY KEY ("passkeyId")
);
CREATE UNIQUE INDEX "StaffPasskey_stepUpId_key" ON "StaffPasskey" ("stepUpId");
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "StaffPasskey" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "StaffPasskey" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_staff_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := NEW.canonical::jsonb;
  holder text;
BEGIN
  IF NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex')
     OR (said->>'passkey', said->>'person') IS DISTINCT FROM (NEW."passkeyId", NEW."personId")
     OR NOT EXISTS (SELECT 1 FROM "Passkey" WHERE id = NEW."passkeyId" AND "personId" = NEW."personId"
                    AND "credentialId" = said->>'credential_id' AND "publicKey" = guard_base64url(said->>'public_key')) THEN
    PERFORM guard_refuse('CS092', 'staff_passkey: not the passkey that the digest is over');
  END IF;
  SELECT email INTO holder FROM "Person" WHERE id = NEW."personId";
  PERFORM guard_staff_keeper(NEW."confirmedById", holder);
  IF NEW."confirmedById" = NEW."personId" THEN
    PERFORM guard_refuse('CS092', 'staff_own: nobody confirms a passkey of their own');
  END IF;
  PERFORM guard_step_up('CS092', 'staff', NEW."stepUpId", NEW."confirmedById", NEW.digest, NEW.method);
  NEW."confirmedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER guards_passkey BEFORE INSERT ON "StaffPasskey" FOR EACH ROW EXECUTE FUNCTION guard_staff_passkey();
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "StaffPasskey" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('confirmedById');

-- Whether a passkey counts: of anyone who is not staff, and of staff once another has confirmed this very key.
CREATE FUNCTION guard_passkey_counts(credential text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM "Passkey" k WHERE k."credentialId" = credential AND (
      NOT EXISTS (SELECT 1 FROM "StaffRole" r WHERE r."personId" = k."personId" AND r."endedAt" IS NULL)
      OR EXISTS (SELECT 1 FROM "StaffPasskey" c WHERE c."passkeyId" = k.id AND c."personId" = k."personId"
                 AND c.canonical::jsonb->>'credential_id' = k."credentialId"
                 AND guard_base64url(c.canonical::jsonb->>'public_key') = k."publicKey")))
$$;

-- As before (kept_assertions), under another name; then whether the passkey counts.
ALTER FUNCTION guard_assertion_refusal(jsonb, text, text) RENAME TO guard_assertion_unfit;
CREATE FUNCTION guard_assertion_refusal(given jsonb, person text, digest text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE refusal text := guard_assertion_unfit(given, person, digest);
BEGIN
  IF refusal IS NOT NULL THEN RETURN refusal; END IF;
  IF NOT guard_passkey_counts(given->>'credential_id') THEN
    RETURN 'signature_assertion_unconfirmed: a passkey of the staff signs once another person has confirmed it';
  END IF;
  RETURN NULL;
END $$;
