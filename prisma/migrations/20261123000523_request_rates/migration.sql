-- All calls of a grant, reads included, by the generic cell rate algorithm (ITU-T I.371): one row a grant, one statement
-- a call. Apart from the rate of work, so that whoever waits for answers does not spend what asks for them.
CREATE UNLOGGED TABLE "RequestBucket" (
  "grantId" TEXT NOT NULL,
  "backAt" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "RequestBucket_pkey" PRIMARY KEY ("grantId")
);

-- `retry_s` is null where the call may go on; what is refused spends nothing. Times in seconds from now.
CREATE FUNCTION spend_request(
  grant_id text, per_second integer, burst integer,
  OUT remaining integer, OUT reset_s double precision, OUT retry_s double precision
) LANGUAGE plpgsql AS $$
DECLARE
  back_at timestamptz;
  at_now timestamptz;
  each interval := make_interval(secs => 1.0 / greatest(per_second, 1));
  held interval;
BEGIN
  SELECT b."backAt" INTO back_at FROM "RequestBucket" b WHERE b."grantId" = grant_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "RequestBucket" ("grantId", "backAt") VALUES (grant_id, clock_timestamp()) ON CONFLICT DO NOTHING;
    SELECT b."backAt" INTO back_at FROM "RequestBucket" b WHERE b."grantId" = grant_id FOR UPDATE;
  END IF;
  -- After the wait for the row: the clock of whoever comes second must not be behind that of the first.
  at_now := clock_timestamp();
  held := greatest(back_at - at_now, interval '0') + each;
  IF held > each * burst THEN
    retry_s := extract(epoch FROM held - each * burst);
    held := held - each;
  ELSE
    UPDATE "RequestBucket" b SET "backAt" = at_now + held WHERE b."grantId" = grant_id;
  END IF;
  remaining := greatest(0, floor(burst - extract(epoch FROM held) / extract(epoch FROM each)))::integer;
  reset_s := extract(epoch FROM held);
END $$;
