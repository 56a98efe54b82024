-- Rates by the generic cell rate algorithm (ITU-T I.371), and the month's quota: one row a grant, one statement a call.

CREATE UNLOGGED TABLE "RateBucket" (
  "grantId" TEXT NOT NULL,
  "backAt" TIMESTAMPTZ(6) NOT NULL,
  "month" TEXT NOT NULL,
  "used" INTEGER NOT NULL,
  CONSTRAINT "RateBucket_pkey" PRIMARY KEY ("grantId")
);

-- `refusal` is null, 'rate' or 'quota'; what is refused spends nothing. Times in seconds from now.
CREATE FUNCTION spend_rate(
  tenant_id text, grant_id text, cost integer, per_second integer, burst integer, quota integer,
  OUT refusal text, OUT remaining integer, OUT reset_s double precision, OUT retry_s double precision,
  OUT month_remaining integer, OUT month_reset_s double precision
) LANGUAGE plpgsql AS $$
DECLARE
  bucket "RateBucket";
  at_now timestamptz;
  this_month text;
  month_start timestamptz := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  each interval;
  held interval;
BEGIN
  SELECT * INTO bucket FROM "RateBucket" WHERE "grantId" = grant_id FOR UPDATE;
  IF NOT FOUND THEN
    -- New, or emptied by a crash: what was accepted this month stands in the jobs.
    INSERT INTO "RateBucket" ("grantId", "backAt", "month", "used")
    SELECT grant_id, clock_timestamp(), to_char(month_start AT TIME ZONE 'UTC', 'YYYY-MM'), count(*)
    FROM "Job" j WHERE j."tenantId" = tenant_id AND j."grantId" = grant_id AND j."createdAt" >= month_start
    ON CONFLICT DO NOTHING;
    SELECT * INTO bucket FROM "RateBucket" WHERE "grantId" = grant_id FOR UPDATE;
  END IF;
  -- After the wait for the row: the clock of whoever comes second must not be behind that of the first.
  at_now := clock_timestamp();
  this_month := to_char(at_now AT TIME ZONE 'UTC', 'YYYY-MM');
  IF bucket."month" <> this_month THEN
    bucket."month" := this_month;
    bucket."used" := 0;
  END IF;
  each := make_interval(secs => 1.0 / greatest(per_second, 1));
  held := greatest(bucket."backAt" - at_now, interval '0') + each * cost;

  refusal := CASE WHEN bucket."used" >= quota THEN 'quota'
                  WHEN per_second < 1 OR held > each * burst THEN 'rate' END;
  IF refusal IS NULL THEN
    bucket."backAt" := at_now + held;
    bucket."used" := bucket."used" + 1;
    UPDATE "RateBucket" SET "backAt" = bucket."backAt", "month" = bucket."month", "used" = bucket."used"
    WHERE "grantId" = grant_id;
  ELSE
    retry_s := extract(epoch FROM held - each * burst);
    held := held - each * cost;
  END IF;
  remaining := greatest(0, floor(burst - extract(epoch FROM held) / extract(epoch FROM each)))::integer;
  reset_s := extract(epoch FROM held);
  month_remaining := greatest(0, quota - bucket."used");
  month_reset_s := extract(epoch FROM
    (date_trunc('month', at_now AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' - at_now);
END $$;
