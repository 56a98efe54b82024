-- Secrets of keys are rotated with an overlap, and the end of a key is told ahead.

ALTER TABLE "ApiKey" ADD COLUMN "rotatedAt" TIMESTAMPTZ(3);

CREATE TABLE "RetiredSecret" (
  "id" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "secretMac" BYTEA NOT NULL,
  "pepperVersion" INTEGER NOT NULL,
  "retiredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "endsAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "RetiredSecret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "RetiredSecret_keyId_idx" ON "RetiredSecret"("keyId");
ALTER TABLE "RetiredSecret" ADD CONSTRAINT "RetiredSecret_keyId_fkey"
  FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "KeyReminder" (
  "keyId" TEXT NOT NULL,
  "endsAt" TIMESTAMPTZ(3) NOT NULL,
  "daysLeft" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "KeyReminder_pkey" PRIMARY KEY ("keyId", "endsAt", "daysLeft")
);

-- An old secret is what it was, lives thirty days at most, and its end only comes nearer.
--   CS040 retired_secret
CREATE FUNCTION guard_retired_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."endsAt" > clock_timestamp() + interval '30 days 1 minute' THEN
      PERFORM guard_refuse('CS040', 'retired_secret: an old secret lives thirty days at most');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW."keyId", NEW."secretMac", NEW."pepperVersion", NEW."retiredAt")
     IS DISTINCT FROM (OLD.id, OLD."keyId", OLD."secretMac", OLD."pepperVersion", OLD."retiredAt")
     OR NEW."endsAt" > OLD."endsAt" THEN
    PERFORM guard_refuse('CS040', 'retired_secret: an old secret does not change, and its end only comes nearer');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER retired_secret_change BEFORE INSERT OR UPDATE ON "RetiredSecret"
  FOR EACH ROW EXECUTE FUNCTION guard_retired_secret();

-- A key never outlives the grant that it stands under, and a revoked one is given no new secret.
--   CS040 key_outlives, key_revoked
CREATE FUNCTION guard_key_rotation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."revokedAt" IS NOT NULL AND NEW."secretMac" IS DISTINCT FROM OLD."secretMac" THEN
    PERFORM guard_refuse('CS040', 'key_revoked: a revoked key is given no new secret');
  END IF;
  IF NEW."expiresAt" > OLD."expiresAt"
     AND NEW."expiresAt" > (SELECT g."expiresAt" FROM "Grant" g WHERE g.id = NEW."grantId") THEN
    PERFORM guard_refuse('CS040', 'key_outlives: a key ends with its grant at the latest');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_rotation BEFORE UPDATE ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION guard_key_rotation();
