-- More parts that keep a person out of a case, as the verbs count them: who opened its emergency lane or recorded its
-- authority did intake; who recorded the confirmed end of a fact that it rests on is a recorder of that fact; and whoever
-- the applicant employs, or employed within five years, as two people put it on record (decision 083), is as little
-- independent of it as a member. Refusals: CS010 signature_intake, signature_fact_recorder, signature_past_employer (and
-- vote_, appeal_).

-- A name without case, punctuation and the form of the company: "Northwind Airways, Ltd." is "northwind airways".
CREATE FUNCTION guard_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT trim(regexp_replace(
    trim(regexp_replace(lower(replace(replace(name, '.', ''), '''', '')), '[^[:alnum:]]+', ' ', 'g')),
    '( (ltd|limited|inc|incorporated|llc|llp|plc|corp|corporation|co|company|gmbh|ag|sa|sas|sarl|srl|sl|spa|bv|nv|ab|as|oy|pty))+$', ''))
$$;
CREATE INDEX "Organisation_plain_name_idx" ON "Organisation" (guard_plain_name(name));

-- Who employs a person of the staff, or did so within five years, as confirmed of them.
CREATE FUNCTION guard_employers_of(person text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT said.employer FROM "StaffProposal" s
    JOIN "StaffConfirmation" c ON c."proposalId" = s.id
    JOIN "Person" p ON p.id = person
    CROSS JOIN LATERAL (
      SELECT s.canonical::jsonb ->> 'employer' AS employer
      UNION ALL
      SELECT past ->> 'employer' FROM jsonb_array_elements(s.canonical::jsonb -> 'past_employers') past
       WHERE (past ->> 'to')::date >= current_date - interval '5 years') said
   WHERE s.action = 'enrol' AND said.employer IS NOT NULL
     AND (lower(s.email) = lower(p.email)
          OR EXISTS (SELECT 1 FROM "StaffRole" r WHERE r."personId" = person AND r."proposalId" = s.id))
$$;

-- By its name, by the legal name or registration number of any revision, or by a verified domain.
CREATE FUNCTION guard_employed_by_applicant(person text, application text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM guard_employers_of(person) employer
      JOIN "Application" a ON a.id = application
      JOIN "Organisation" o ON o.id = a."organisationId"
     WHERE guard_plain_name(employer) = guard_plain_name(o.name)
        OR EXISTS (SELECT 1 FROM "OrganisationDomain" d WHERE d."organisationId" = o.id AND d."verifiedAt" IS NOT NULL
                   AND lower(trim(employer)) = lower(d.domain))
        OR EXISTS (SELECT 1 FROM "ApplicationRevision" r
                   CROSS JOIN LATERAL (SELECT r.canonical::jsonb -> 'organisation' AS org) said
                   WHERE r."applicationId" = a.id
                     AND (guard_plain_name(said.org ->> 'legal_name') = guard_plain_name(employer)
                          OR (length(said.org ->> 'registration_no') >= 5
                              AND position(lower(said.org ->> 'registration_no') IN lower(employer)) > 0))))
$$;

CREATE OR REPLACE FUNCTION guard_recorded_fact_of(person text, application text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "ApplicationRevision" r JOIN "Screening" s ON s."revisionId" = r.id
                 JOIN "LegalFact" f ON f.id = ANY (s."restsOn")
                 LEFT JOIN "LegalFact" e ON e."endsId" = f.id AND e."recordedById" = person
                   AND EXISTS (SELECT 1 FROM "LegalFactConfirmation" c WHERE c."factId" = e.id)
                 WHERE r."applicationId" = application AND (f."recordedById" = person OR e.id IS NOT NULL))
$$;

CREATE OR REPLACE FUNCTION guard_signer_refusal(signer text, application text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM "Membership" m JOIN "Application" a ON a."organisationId" = m."organisationId"
                 WHERE a.id = application AND m."personId" = signer)
      THEN 'signature_applicant_member: the signer belongs to the applicant''s organisation'
    WHEN guard_employed_by_applicant(signer, application)
      THEN 'signature_past_employer: the applicant employs the signer, or did so within five years'
    WHEN EXISTS (SELECT 1 FROM "FactorScore" WHERE "applicationId" = application AND "scorerId" = signer)
      THEN 'signature_scorer: the signer scored in this case'
    WHEN EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = application AND "personId" = signer AND "recusedAt" IS NOT NULL)
      THEN 'signature_recused: the signer is recused from this case'
    WHEN EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = application AND "personId" = signer)
      THEN 'signature_lane_holder: the signer has a lane in this case'
    WHEN EXISTS (SELECT 1 FROM "ConflictDeclaration" WHERE "applicationId" = application AND "personId" = signer AND "hasConflict")
      THEN 'signature_conflict: the signer declared a conflict in this case'
    WHEN EXISTS (SELECT 1 FROM "Evidence" WHERE "applicationId" = application AND signer = ANY ("judgedByIds"))
      OR EXISTS (SELECT 1 FROM "ApplicantFinding" WHERE "applicationId" = application AND "recordedById" = signer)
      OR EXISTS (SELECT 1 FROM "EmergencyLane" WHERE "applicationId" = application AND "openedById" = signer)
      OR EXISTS (SELECT 1 FROM "AuthorityRecord" WHERE "applicationId" = application AND "recordedById" = signer)
      THEN 'signature_intake: the signer verified evidence, recorded findings or an authority, or opened the emergency lane in this case'
    WHEN guard_recorded_fact_of(signer, application)
      THEN 'signature_fact_recorder: the signer recorded a legal fact that this case rests on'
  END
$$;
