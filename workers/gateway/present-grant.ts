import type { GrantSentence } from "#lib/grants/describe-grant";
import type { Gate } from "#lib/grants/load-gate";
import type { GrantResource } from "./contract/grant";

export function presentGrant(gate: Gate, words: readonly GrantSentence[]): GrantResource {
  const { grant, facts } = gate;
  const { terms } = grant;
  return {
    id: grant.id,
    version: grant.version,
    decision_id: grant.decisionId,
    state: grant.state,
    suspended: facts.tenantSuspended,
    expires_at: terms.expiresAt,
    operations: [...terms.operations],
    purposes: [...terms.purposes],
    modes: [...terms.modes],
    sites: terms.sites.map(({ name, country, region, city }) => ({ name, country, region, city })),
    jurisdictions: [...terms.jurisdictions],
    threshold_floor: { ...terms.thresholdFloor },
    top_k: terms.topK,
    collections_max: terms.collectionsMax,
    faces_max: terms.facesMax,
    retention: {
      probe_seconds: terms.retention.probeSeconds,
      template_days: terms.retention.templateDays,
      result_hours: terms.retention.resultHours,
    },
    consent: terms.consent,
    instrument: terms.instrument,
    human_review: terms.humanReview,
    limits: {
      requests_per_second: terms.ratePerSecond,
      burst: terms.burst,
      concurrent_jobs: terms.concurrentJobs,
      monthly_quota: terms.monthlyQuota,
    },
    conditions: [...terms.conditions],
    key: { id: gate.keyId, scopes: [...facts.keyScopes], expires_at: facts.keyExpiresAt.toISOString() },
    in_words: words.map(({ sentence }) => sentence),
  };
}
