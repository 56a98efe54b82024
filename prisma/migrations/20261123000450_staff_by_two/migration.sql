-- Nobody becomes staff, and no role of the staff ends, by one person's word: one who may proposes it, another who may
-- confirms it, neither of them the person concerned, each having confirmed who they are over the digest of what is said.
-- Two exceptions, each only while no role was ever given: the demo's own people, and the two first officers of an empty
-- installation, whom its operator names at the console. Refusals: CS092 staff_*, CS010 signature_assertion*.

CREATE TABLE "StaffOpening" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "StaffOpening_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "StaffOpening" ADD CONSTRAINT "StaffOpening_kind" CHECK (
    (kind = 'demo' AND emails = ARRAY[]::TEXT[])
    OR (kind = 'officers' AND cardinality(emails) = 2 AND lower(emails[1]) <> lower(emails[2])));

CREATE TABLE "StaffProposal" (
    "id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "proposedById" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "StaffProposal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "StaffProposal_stepUpId_key" ON "StaffProposal" ("stepUpId");
CREATE INDEX "StaffProposal_email_idx" ON "StaffProposal" ("email");
ALTER TABLE "StaffProposal" ADD CONSTRAINT "StaffProposal_action" CHECK (action IN ('enrol', 'end'));

CREATE TABLE "StaffConfirmation" (
    "proposalId" TEXT NOT NULL,
    "confirmedById" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "StaffConfirmation_pkey" PRIMARY KEY ("proposalId")
);
CREATE UNIQUE INDEX "StaffConfirmation_stepUpId_key" ON "StaffConfirmation" ("stepUpId");
ALTER TABLE "StaffConfirmation" ADD CONSTRAINT "StaffConfirmation_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "StaffProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "StaffRefusal" (
    "proposalId" TEXT NOT NULL,
    "refusedById" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "refusedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "StaffRefusal_pkey" PRIMARY KEY ("proposalId")
);
CREATE UNIQUE INDEX "StaffRefusal_stepUpId_key" ON "StaffRefusal" ("stepUpId");
ALTER TABLE "StaffRefusal" ADD CONSTRAINT "StaffRefusal_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "StaffProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "StaffRefusal" ADD CONSTRAINT "StaffRefusal_says_why" CHECK (btrim(reason) <> '');

-- Roles of before have no proposal, and keep none.
ALTER TABLE "StaffRole" ADD COLUMN "proposalId" TEXT, ADD COLUMN "endedByProposalId" TEXT;
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "StaffProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_endedByProposalId_fkey"
    FOREIGN KEY ("endedByProposalId") REFERENCES "StaffProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A demo that is there already goes on as one.
INSERT INTO "StaffOpening" (id, kind)
SELECT 'sto_demo', 'demo' WHERE EXISTS (SELECT 1 FROM "Person" WHERE "isDemo");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['StaffOpening', 'StaffProposal', 'StaffConfirmation', 'StaffRefusal'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;
CREATE TRIGGER append_only_delete BEFORE DELETE ON "StaffRole" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "StaffRole" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- Where people are named without two people's word: an installation in which nobody was ever staff.
CREATE FUNCTION guard_staff_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('staff.opening'));
  IF EXISTS (SELECT 1 FROM "StaffRole") THEN
    PERFORM guard_refuse('CS092', 'staff_opening: there is staff already, and two of it name any other');
  END IF;
  IF EXISTS (SELECT 1 FROM "StaffOpening" WHERE kind = 'demo') THEN
    PERFORM guard_refuse('CS092', 'staff_opening_demo: a database of the demo stays one');
  END IF;
  NEW."openedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER staff_opening BEFORE INSERT ON "StaffOpening" FOR EACH ROW EXECUTE FUNCTION guard_staff_opening();

CREATE FUNCTION guard_is_demo() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "StaffOpening" WHERE kind = 'demo')
$$;

-- A person of the demo, who is let in without a password, is nothing that an installation has.
CREATE FUNCTION guard_demo_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."isDemo" AND NOT guard_is_demo() THEN
    PERFORM guard_refuse('CS092', 'staff_demo: only the database of a demo has people of the demo');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER demo_person BEFORE INSERT OR UPDATE OF "isDemo" ON "Person" FOR EACH ROW EXECUTE FUNCTION guard_demo_person();

-- Compliance officers and operators see to the staff.
CREATE FUNCTION guard_staff_keeper(person text, concerned text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" AND p."disabledAt" IS NULL
                 WHERE r."personId" = person AND r.role IN ('compliance_officer', 'operator') AND r."endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS092', 'staff_keeper: this person does not see to the staff');
  END IF;
  IF EXISTS (SELECT 1 FROM "Person" WHERE id = person AND lower(email) = lower(concerned)) THEN
    PERFORM guard_refuse('CS092', 'staff_own: nobody has a part in what concerns themselves');
  END IF;
END $$;

-- Uses a step-up of this person over this digest, at most five minutes old and not used by anyone before. One check for
-- facts, packs and staff: each refuses with its own code, in words that begin with its own name.
CREATE FUNCTION guard_step_up(code text, name text, step_id text, person text, over_digest text, by_method text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  step "StepUp";
  step_used_here boolean;
BEGIN
  SELECT * INTO step FROM "StepUp" WHERE id = step_id FOR UPDATE;
  IF NOT FOUND OR step."personId" <> person OR step.digest <> over_digest OR step.method <> by_method THEN
    PERFORM guard_refuse(code, name || '_step_up: no step-up of this person over this digest');
  END IF;
  IF step."createdAt" < clock_timestamp() - interval '5 minutes' OR step."createdAt" > clock_timestamp() + interval '1 second' THEN
    PERFORM guard_refuse(code, name || '_step_up_stale: the step-up is older than five minutes');
  END IF;
  SELECT s.xmin = pg_current_xact_id()::xid INTO step_used_here FROM "StepUp" s WHERE s.id = step_id;
  IF step."usedAt" IS NOT NULL AND NOT step_used_here THEN
    PERFORM guard_refuse(code, name || '_step_up_used: the step-up was used before');
  END IF;
  IF step."usedAt" IS NULL THEN
    UPDATE "StepUp" SET "usedAt" = clock_timestamp() WHERE id = step_id;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION guard_fact_step_up(step_id text, person text, over_digest text, by_method text) RETURNS void LANGUAGE sql AS $$
  SELECT guard_step_up('CS090', 'fact', step_id, person, over_digest, by_method)
$$;

-- As before, but for the words in which a release is refused for its step-up.
CREATE OR REPLACE FUNCTION guard_pack_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  draft "PackDraft";
  in_force text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('policy.release'));
  SELECT * INTO draft FROM "PackDraft" WHERE id = NEW."draftId" FOR UPDATE;
  IF NOT FOUND OR draft.state <> 'open' OR draft.digest IS DISTINCT FROM NEW.digest OR draft.version IS DISTINCT FROM NEW.version THEN
    PERFORM guard_refuse('CS091', 'pack_release_digest: not the draft as it stands');
  END IF;
  IF EXISTS (SELECT 1 FROM "PackDraftAuthor" WHERE "draftId" = NEW."draftId" AND "personId" = NEW."signerId") THEN
    PERFORM guard_refuse('CS091', 'pack_release_author: whoever wrote a draft does not release it');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" AND p."disabledAt" IS NULL
                 WHERE r."personId" = NEW."signerId" AND r.role IN ('policy_releaser', 'compliance_officer') AND r."endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS091', 'pack_release_role: this person does not release policy packs');
  END IF;
  SELECT version INTO in_force FROM "PolicyPack" ORDER BY "releasedAt" DESC, version DESC LIMIT 1;
  IF NOT EXISTS (SELECT 1 FROM "PackSimulation"
                 WHERE "draftId" = NEW."draftId" AND digest = NEW.digest AND against = in_force) THEN
    PERFORM guard_refuse('CS091', 'pack_release_untried: not tried on past applications against the pack in force');
  END IF;
  PERFORM guard_step_up('CS091', 'pack_release', NEW."stepUpId", NEW."signerId", NEW.digest, NEW.method);
  NEW."signedAt" := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION guard_staff_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said jsonb := NEW.canonical::jsonb;
BEGIN
  IF NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex')
     OR (NEW.id, NEW.action, NEW.email) IS DISTINCT FROM (said->>'id', said->>'action', said->>'email')
     OR jsonb_typeof(said->'roles') IS DISTINCT FROM 'array' OR jsonb_array_length(said->'roles') = 0 THEN
    PERFORM guard_refuse('CS092', 'staff_digest: not what the digest is over');
  END IF;
  PERFORM guard_staff_keeper(NEW."proposedById", NEW.email);
  PERFORM guard_step_up('CS092', 'staff', NEW."stepUpId", NEW."proposedById", NEW.digest, NEW.method);
  NEW."proposedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER guards_proposal BEFORE INSERT ON "StaffProposal" FOR EACH ROW EXECUTE FUNCTION guard_staff_proposal();

-- The second person's word, for or against it: of one table or the other, and once.
CREATE FUNCTION guard_staff_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "StaffProposal";
  judge text := to_jsonb(NEW)->>TG_ARGV[0];
BEGIN
  SELECT * INTO proposal FROM "StaffProposal" WHERE id = NEW."proposalId" FOR UPDATE;
  IF NOT FOUND OR proposal.digest <> NEW.digest THEN
    PERFORM guard_refuse('CS092', 'staff_digest: not the digest of what was proposed');
  END IF;
  IF judge = proposal."proposedById" THEN
    PERFORM guard_refuse('CS092', 'staff_two_people: whoever proposed it does not judge it');
  END IF;
  IF EXISTS (SELECT 1 FROM "StaffConfirmation" WHERE "proposalId" = NEW."proposalId")
     OR EXISTS (SELECT 1 FROM "StaffRefusal" WHERE "proposalId" = NEW."proposalId") THEN
    PERFORM guard_refuse('CS092', 'staff_judged: it was confirmed or refused before');
  END IF;
  PERFORM guard_staff_keeper(judge, proposal.email);
  PERFORM guard_step_up('CS092', 'staff', NEW."stepUpId", judge, NEW.digest, NEW.method);
  IF TG_TABLE_NAME = 'StaffConfirmation' THEN NEW."confirmedAt" := clock_timestamp();
  ELSE NEW."refusedAt" := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guards_judgement BEFORE INSERT ON "StaffConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_staff_judgement('confirmedById');
CREATE TRIGGER guards_judgement BEFORE INSERT ON "StaffRefusal" FOR EACH ROW EXECUTE FUNCTION guard_staff_judgement('refusedById');

-- Named to come after the tables' own guards: triggers fire in the order of their names.
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "StaffProposal" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('proposedById');
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "StaffConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('confirmedById');
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "StaffRefusal" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('refusedById');

-- When two people said it of this role, by this proposal; null when they did not.
CREATE FUNCTION guard_staff_said(proposal_id text, wanted_action text, person text, wanted_role text, wanted_lane text)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT c."confirmedAt" FROM "StaffProposal" s
  JOIN "StaffConfirmation" c ON c."proposalId" = s.id AND c."confirmedById" <> s."proposedById"
  JOIN "Person" p ON p.id = person AND lower(p.email) = lower(s.email)
  WHERE s.id = proposal_id AND s.action = wanted_action AND person NOT IN (s."proposedById", c."confirmedById")
    AND EXISTS (SELECT 1 FROM jsonb_array_elements(s.canonical::jsonb->'roles') r
                WHERE r->>'role' = wanted_role
                  AND (wanted_action = 'end' OR r->>'home_lane' IS NOT DISTINCT FROM wanted_lane))
$$;

-- A role begins by a proposal of the last seven days that nobody has ended since, for someone who reads the address.
CREATE FUNCTION guard_staff_begins(given "StaffRole", ended_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  holder "Person";
  said_at timestamptz;
BEGIN
  SELECT * INTO holder FROM "Person" WHERE id = given."personId";
  IF holder."disabledAt" IS NOT NULL OR holder."emailConfirmedAt" IS NULL THEN
    PERFORM guard_refuse('CS092', 'staff_address: only someone who reads their address is of the staff');
  END IF;
  IF given."proposalId" IS NULL THEN
    IF ended_at IS NULL AND given.role = 'compliance_officer' AND given."homeLane" IS NULL
       AND lower(holder.email) IN (SELECT lower(unnest(emails)) FROM "StaffOpening" WHERE id =
           (SELECT id FROM "StaffOpening" ORDER BY "openedAt" DESC, id DESC LIMIT 1)) THEN
      RETURN;
    END IF;
    PERFORM guard_refuse('CS092', 'staff_unproposed: a role of the staff takes two people');
  END IF;
  said_at := guard_staff_said(given."proposalId", 'enrol', given."personId", given.role, given."homeLane");
  IF said_at IS NULL THEN
    PERFORM guard_refuse('CS092', 'staff_unconfirmed: not what two other people said of this person');
  END IF;
  IF said_at < clock_timestamp() - interval '7 days' OR said_at <= ended_at
     OR EXISTS (SELECT 1 FROM "StaffProposal" s JOIN "StaffConfirmation" c ON c."proposalId" = s.id
                WHERE s.action = 'end' AND c."confirmedAt" >= said_at
                  AND guard_staff_said(s.id, 'end', given."personId", given.role, NULL) IS NOT NULL) THEN
    PERFORM guard_refuse('CS092', 'staff_lapsed: said more than seven days ago, or ended since');
  END IF;
END $$;

CREATE FUNCTION guard_staff_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Person" WHERE id = NEW."personId" AND "isDemo") AND guard_is_demo() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW."endedAt" IS NOT NULL THEN PERFORM guard_refuse('CS092', 'staff_begins: a role that begins has not ended'); END IF;
    PERFORM guard_staff_begins(NEW, NULL);
    NEW."grantedAt" := clock_timestamp();
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW."personId", NEW.role) IS DISTINCT FROM (OLD.id, OLD."personId", OLD.role) THEN
    PERFORM guard_refuse('CS092', 'staff_role: a role stays with its person');
  END IF;
  IF OLD."endedAt" IS NULL AND NEW."endedAt" IS NOT NULL THEN
    IF (NEW."homeLane", NEW."proposalId", NEW."grantedAt") IS DISTINCT FROM (OLD."homeLane", OLD."proposalId", OLD."grantedAt")
       OR guard_staff_said(NEW."endedByProposalId", 'end', NEW."personId", NEW.role, NULL) IS NULL
       OR guard_staff_said(NEW."endedByProposalId", 'end', NEW."personId", NEW.role, NULL) < OLD."grantedAt" THEN
      PERFORM guard_refuse('CS092', 'staff_unended: ending a role takes two people');
    END IF;
    NEW."endedAt" := clock_timestamp();
    RETURN NEW;
  END IF;
  IF OLD."endedAt" IS NOT NULL AND NEW."endedAt" IS NULL THEN
    PERFORM guard_staff_begins(NEW, OLD."endedAt");
    NEW."grantedAt" := clock_timestamp();
    NEW."endedByProposalId" := NULL;
    RETURN NEW;
  END IF;
  IF NEW IS DISTINCT FROM OLD THEN
    PERFORM guard_refuse('CS092', 'staff_role: a role of the staff begins and ends, and does not change');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER staff_role BEFORE INSERT OR UPDATE ON "StaffRole" FOR EACH ROW EXECUTE FUNCTION guard_staff_role();
