import type { GateFacts, GateRequest, GrantInForce } from "#lib/grants/authorise";
import type { GrantTerms } from "#lib/grants/terms";

export const NOW = new Date("2026-11-22T12:00:00Z");
export const MODEL = "mobilefacenet-r2";

/** A 1:1 grant at one site, as the airline of scenario S2 gets it. */
export const TERMS: GrantTerms = {
  operations: ["liveness", "enrol", "verify_1_1"],
  purposes: ["identity_verification"],
  modes: ["user"],
  sites: [{ name: "Terminal 2 gates 20-25", country: "GB", region: "GB-LND", city: "London" }],
  jurisdictions: ["GB", "GB-LND"],
  thresholdFloor: { [MODEL]: 0.5 },
  topK: 1,
  collectionsMax: 0,
  facesMax: 0,
  retention: { probeSeconds: 0, templateDays: 1, resultHours: 24 },
  consent: "required",
  instrument: "not",
  humanReview: "none",
  ratePerSecond: 10,
  burst: 20,
  concurrentJobs: 4,
  monthlyQuota: 60_000,
  conditions: [],
  expiresAt: "2027-11-20T00:00:00.000Z",
};

export const GRANT: GrantInForce = {
  id: "grt_1",
  tenantId: "org_1",
  decisionId: "dec_1",
  applicationId: "app_1",
  version: 1,
  state: "active",
  terms: TERMS,
};

export const REQUEST: GateRequest = {
  operation: "verify_1_1",
  purpose: null,
  site: null,
  mode: null,
  threshold: null,
  modelId: MODEL,
  topK: null,
  clientAddress: "203.0.113.9",
};

export const FACTS: GateFacts = {
  keyRevoked: false,
  keyExpiresAt: new Date("2027-01-01T00:00:00Z"),
  keyScopes: ["liveness", "enrol", "verify_1_1"],
  keyCidrs: [],
  tenantSuspended: false,
  switches: [],
  consent: "none",
  instrument: "none",
};
