import { canonicalJson, type Json } from "#lib/platform/canonical-json";
import type { ApplicationData } from "./contract";
import type { PolicyPack } from "./pack";
import type { DocumentKind } from "./vocabulary";

/** The answer behind no factor: whom to write to, and the signature itself. */
const NONE: readonly string[] = [];

/**
 * Which factors of the pack rest on which answer: from what each factor asks, what shows it, and what its anchors
 * speak of. A little too many rather than too few, for a score must not outlive what it rests on. An answer that is
 * not in the table counts for every factor.
 */
export const FACTORS_OF_ANSWER: Readonly<Record<string, readonly string[]>> = {
  "organisation.legal_name": ["F03"],
  "organisation.registration_no": ["F03"],
  "organisation.country": ["F01", "F03"],
  "organisation.region": ["F01", "F03"],
  "organisation.customer_type": ["F01", "F03", "F09"],
  "organisation.parents": ["F03"],
  "organisation.beneficial_owners": ["F03"],
  "organisation.end_users": ["F01", "F03"],
  "organisation.acts_for_law_enforcement": ["F01", "F03", "F09"],
  "organisation.law_enforcement_country": ["F01", "F03", "F09"],
  "organisation.prior_orders": ["F01", "F03"],
  "organisation.sanctions": ["F03"],
  "organisation.data_protection_officer": ["F11"],
  "organisation.work_email": NONE,
  "organisation.signatory": NONE,
  "purpose.use_case": ["F01", "F02", "F04", "F08", "F10"],
  "purpose.problem": ["F01", "F02"],
  "purpose.benefit_metric": ["F01", "F02"],
  "purpose.alternatives": ["F02", "F04"],
  "purpose.decision_supported": ["F01", "F02", "F08"],
  "purpose.output_use": ["F01", "F02", "F08", "F14"],
  "purpose.consequence": ["F01", "F02", "F08", "F10", "F14"],
  "deployment.operations": ["F01", "F02", "F04", "F05", "F06", "F07", "F08", "F09", "F12"],
  "deployment.mode": ["F01", "F02", "F04", "F06", "F08", "F09"],
  "deployment.camera": ["F02", "F06", "F07", "F09", "F12"],
  "deployment.space": ["F02", "F04", "F06", "F09", "F10"],
  "deployment.protected_space": ["F02", "F04", "F09", "F10"],
  "deployment.sites": ["F01", "F04", "F06", "F09", "F10", "F11"],
  "deployment.template_holder": ["F04", "F05", "F11", "F12"],
  "deployment.gallery_size": ["F02", "F05", "F06", "F07"],
  "deployment.expected_monthly_volume": ["F02", "F06", "F08"],
  "deployment.starts_on": ["F02", "F09"],
  "deployment.ends_on": ["F02", "F09"],
  "deployment.is_pilot": ["F02", "F06"],
  "people.subjects": ["F01", "F02", "F04", "F05", "F07", "F10"],
  "people.adults_only": ["F04", "F07", "F10"],
  "people.subject_countries": ["F01", "F04", "F07", "F11"],
  "people.gallery_source": ["F01", "F05", "F10", "F11"],
  "people.add_criteria": ["F05", "F10"],
  "people.remove_criteria": ["F05", "F11"],
  "people.shared_with": ["F01", "F05", "F11", "F14"],
  "people.enrolment_optional": ["F04", "F10"],
  "people.targets_protected_trait": ["F01", "F02", "F10"],
  "people.records_protected_activity": ["F01", "F02", "F10"],
  "law.bases": ["F01", "F04", "F11"],
  "law.objective": ["F01", "F02", "F09"],
  "law.instruments": ["F01", "F09"],
  "law.registrations": ["F01", "F09", "F14"],
  "accuracy.model_version": ["F06", "F07", "F12"],
  "accuracy.target_fmr": ["F06", "F07", "F08"],
  "accuracy.test_population": ["F06", "F07"],
  "accuracy.tester_independence": ["F06", "F07"],
  "oversight.reviewers": ["F08", "F13"],
  "oversight.reviewer_authority": ["F08", "F13"],
  "oversight.blind_dual": ["F08"],
  "oversight.corroboration_rule": ["F08", "F13"],
  "oversight.fallback": ["F04", "F08", "F10"],
  "data.consent_type": ["F01", "F04", "F10"],
  "data.withdrawal_path": ["F04", "F05", "F11"],
  "data.notice_url": ["F04", "F14"],
  "data.retention_days": ["F05", "F09", "F11"],
  "data.deletion_method": ["F05", "F11"],
  "security.key_custody": ["F12"],
  "security.pad_level": ["F12"],
  "security.incident_contact": ["F12", "F14"],
  "security.complaint_url": ["F14"],
  "security.response_days": ["F14"],
  "security.register_consent": ["F14"],
  "attestations.truthful": NONE,
  "attestations.no_us_police_use": ["F01", "F03"],
  "attestations.purpose_limit": ["F01"],
  "attestations.audit_consent": ["F14"],
  "attestations.no_resale": ["F03"],
  "attestations.signed_by": NONE,
  "attestations.signed_on": NONE,
};

/** Which factors a document of a kind speaks to. */
export const FACTORS_OF_DOCUMENT: Readonly<Record<DocumentKind, readonly string[]>> = {
  legal_memo: ["F01", "F03", "F09"],
  dpia: ["F02", "F04", "F05", "F10", "F11"],
  fria: ["F01", "F02", "F10"],
  aia: ["F02", "F10", "F14"],
  accountability_report: ["F03", "F14"],
  public_review: ["F10", "F14"],
  operational_test: ["F06", "F07"],
  training: ["F13"],
  public_policy: ["F03", "F11", "F14"],
  notice_text: ["F04"],
  notice_photo: ["F04"],
  consent_text: ["F04"],
  sop: ["F05", "F08", "F09", "F13"],
  test_report: ["F06", "F07", "F12"],
  retention_schedule: ["F05", "F11"],
  security_report: ["F12"],
  enabling_statute: ["F01", "F03", "F09"],
  incident_programme: ["F12", "F14"],
  community_consultation: ["F02", "F10"],
  prior_consultation: ["F01", "F11"],
};

/** The kinds of documents that speak to a factor; every kind for a factor that the table does not know. */
export function documentKindsOf(factorId: string): readonly DocumentKind[] {
  const kinds = Object.keys(FACTORS_OF_DOCUMENT) as DocumentKind[];
  const fitting = kinds.filter((kind) => FACTORS_OF_DOCUMENT[kind].includes(factorId));
  return fitting.length > 0 ? fitting : kinds;
}

/**
 * The factors whose score no longer stands for the later of two revisions, and why.
 *
 * @returns by factor: the answers that changed, as `section.field`, and the kinds of documents that came or went, as
 * `document.kind`. A factor that is not there rests on nothing that changed
 */
export function changedBasis(
  { factors }: Pick<PolicyPack, "factors">,
  before: ApplicationData,
  after: ApplicationData,
): ReadonlyMap<string, readonly string[]> {
  const changed = [
    ...changedAnswers(before, after).map((name) => ({ name, concerns: FACTORS_OF_ANSWER[name] })),
    ...changedDocuments(before, after).map((kind) => ({
      name: `document.${kind}`,
      concerns: FACTORS_OF_DOCUMENT[kind],
    })),
  ];
  return new Map(
    factors.flatMap(({ id }): [string, string[]][] => {
      const names = changed
        .filter(({ concerns }) => concerns === undefined || concerns.includes(id) || !isKnownFactor(id))
        .map(({ name }) => name);
      return names.length === 0 ? [] : [[id, names]];
    }),
  );
}

const KNOWN_FACTORS = new Set([
  ...Object.values(FACTORS_OF_ANSWER).flat(),
  ...Object.values(FACTORS_OF_DOCUMENT).flat(),
]);

/** A factor of a later pack that nobody has placed yet rests on everything. */
function isKnownFactor(id: string): boolean {
  return KNOWN_FACTORS.has(id);
}

/** `section.field` of every answer that differs, in the order of the later revision. */
export function changedAnswers(before: ApplicationData, after: ApplicationData): readonly string[] {
  const earlier = answersOf(before);
  const later = answersOf(after);
  return [...new Set([...later.keys(), ...earlier.keys()])].filter(
    (name) => earlier.get(name) !== later.get(name),
  );
}

function answersOf({ documents: _, ...sections }: ApplicationData): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(sections).flatMap(([section, fields]) =>
      Object.entries(fields).flatMap(([field, value]): [string, string][] =>
        value === undefined ? [] : [[`${section}.${field}`, canonicalJson(plain(value))]],
      ),
    ),
  );
}

/** Through JSON, where what was left out and what is undefined are the same. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** Kinds of which a document came or went. That staff judged one since, or read a date off it, changes no answer. */
function changedDocuments(before: ApplicationData, after: ApplicationData): readonly DocumentKind[] {
  const placeOf = ({ kind, sha256 }: ApplicationData["documents"][number]) => `${kind} ${sha256}`;
  const earlier = new Set(before.documents.map(placeOf));
  const later = new Set(after.documents.map(placeOf));
  const moved = [
    ...after.documents.filter((document) => !earlier.has(placeOf(document))),
    ...before.documents.filter((document) => !later.has(placeOf(document))),
  ];
  return [...new Set(moved.map(({ kind }) => kind))];
}
