-- A signature by passkey can be verified again: its challenge is the digest that is signed, and what the passkey
-- answered is kept, with the key that it was. Refusals: CS010 signature_assertion*, CS002 immutable, CS001 append_only.

ALTER TABLE "StepUp" ADD COLUMN "assertion" JSONB;

CREATE TABLE "KeptAssertion" (
    "stepUpId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "assertion" JSONB NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeptAssertion_pkey" PRIMARY KEY ("stepUpId")
);

-- Two signers of one digest are asked the same challenge, each in their own session; any other is random and one of its kind.
DELETE FROM "PasskeyChallenge";
ALTER TABLE "PasskeyChallenge" DROP CONSTRAINT "PasskeyChallenge_pkey";
ALTER TABLE "PasskeyChallenge" ADD COLUMN "id" TEXT NOT NULL;
ALTER TABLE "PasskeyChallenge" ADD CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("id");
CREATE UNIQUE INDEX "PasskeyChallenge_random" ON "PasskeyChallenge" ("challenge") WHERE "purpose" <> 'sign';
CREATE UNIQUE INDEX "PasskeyChallenge_signed" ON "PasskeyChallenge" ("challenge", "personId", "sessionId") WHERE "purpose" = 'sign';
ALTER TABLE "PasskeyChallenge" DROP CONSTRAINT "PasskeyChallenge_bound";
ALTER TABLE "PasskeyChallenge" ADD CONSTRAINT "PasskeyChallenge_bound" CHECK (
    ("purpose" = 'sign_in' AND "personId" IS NULL AND "sessionId" IS NULL AND "digest" IS NULL)
    OR ("purpose" = 'enrol' AND "personId" IS NOT NULL AND "sessionId" IS NOT NULL AND "digest" IS NULL)
    OR ("purpose" IN ('step_up', 'sign') AND "personId" IS NOT NULL AND "sessionId" IS NOT NULL AND "digest" IS NOT NULL));

-- RFC 4648 §5, without padding; NULL for what is not it.
CREATE FUNCTION guard_base64url(given text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN decode(rpad(translate(given, '-_', '+/'), 4 * ((length(given) + 3) / 4), '='), 'base64');
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

-- Why an assertion cannot stand for this person's signature over this digest, or NULL. The signature in it is the
-- portal's to verify, and everyone's after; PostgreSQL has no such functions.
CREATE FUNCTION guard_assertion_refusal(given jsonb, person text, digest text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  client jsonb;
  data bytea;
BEGIN
  IF given IS NULL OR jsonb_typeof(given) <> 'object' THEN
    RETURN 'signature_assertion: a signature by passkey needs what the passkey answered to the digest';
  END IF;
  BEGIN
    client := convert_from(guard_base64url(given->>'client_data_json'), 'UTF8')::jsonb;
  EXCEPTION WHEN OTHERS THEN
    client := NULL;
  END;
  IF client IS NULL OR client->>'type' IS DISTINCT FROM 'webauthn.get'
     OR guard_base64url(client->>'challenge') IS DISTINCT FROM decode(digest, 'hex') THEN
    RETURN 'signature_assertion_digest: the passkey answered to something else than the digest';
  END IF;
  data := guard_base64url(given->>'authenticator_data');
  -- WebAuthn Level 3 §6.1: the relying party's hash, then flags, of which 0x01 is present and 0x04 is verified.
  IF data IS NULL OR length(data) < 37 OR get_byte(data, 32) & 5 <> 5
     OR substring(data FROM 1 FOR 32) IS DISTINCT FROM sha256(convert_to(given->>'rp_id', 'UTF8')) THEN
    RETURN 'signature_assertion_person: the passkey did not verify anybody for this portal';
  END IF;
  IF length(coalesce(guard_base64url(given->>'signature'), '')) = 0 THEN
    RETURN 'signature_assertion: the answer has no signature';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Passkey" WHERE "personId" = person AND "credentialId" = given->>'credential_id'
                 AND "publicKey" = guard_base64url(given->>'public_key')) THEN
    RETURN 'signature_assertion_key: not a passkey of the signer';
  END IF;
  RETURN NULL;
END $$;

-- On every table of signatures. Named to come after the table's own guard, which looks at the step-up first.
CREATE FUNCTION guard_signature_assertion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step "StepUp";
  refusal text;
BEGIN
  IF NEW.method <> 'passkey' THEN RETURN NEW; END IF;
  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId";
  refusal := guard_assertion_refusal(step.assertion, NEW."signerId", NEW.digest);
  IF refusal IS NOT NULL THEN PERFORM guard_refuse('CS010', refusal); END IF;
  INSERT INTO "KeptAssertion" ("stepUpId", "personId", digest, assertion, "keptAt")
  VALUES (step.id, step."personId", step.digest, step.assertion, clock_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER signature_keeps_assertion BEFORE INSERT ON "Signature"
  FOR EACH ROW EXECUTE FUNCTION guard_signature_assertion();
CREATE TRIGGER appeal_signature_keeps_assertion BEFORE INSERT ON "AppealSignature"
  FOR EACH ROW EXECUTE FUNCTION guard_signature_assertion();

-- Kept as the step-up has it and only once a signature uses it, so that nothing is laid beside a signature afterwards.
CREATE FUNCTION guard_kept_assertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "StepUp" s WHERE s.id = NEW."stepUpId" AND s."personId" = NEW."personId" AND s.digest = NEW.digest
                 AND s.assertion = NEW.assertion AND s."usedAt" IS NOT NULL AND s.xmin = pg_current_xact_id()::xid) THEN
    PERFORM guard_refuse('CS010', 'signature_assertion: kept with the signature that it stands for, or not at all');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_assertion_insert BEFORE INSERT ON "KeptAssertion" FOR EACH ROW EXECUTE FUNCTION guard_kept_assertion();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "KeptAssertion" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "KeptAssertion" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE OR REPLACE FUNCTION guard_step_up_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."sessionId", NEW."personId", NEW.method, NEW.digest, NEW."createdAt", NEW.assertion)
     IS DISTINCT FROM (OLD.id, OLD."sessionId", OLD."personId", OLD.method, OLD.digest, OLD."createdAt", OLD.assertion) THEN
    PERFORM guard_refuse('CS002', 'immutable: a step-up keeps its person, digest, time and answer');
  END IF;
  IF OLD."usedAt" IS NOT NULL AND NEW."usedAt" IS DISTINCT FROM OLD."usedAt" THEN
    PERFORM guard_refuse('CS002', 'immutable: a step-up is used once');
  END IF;
  RETURN NEW;
END $$;
