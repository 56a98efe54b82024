import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGrant, type GrantInput } from "#lib/grants/compile-grant";
import { describeGrant } from "#lib/grants/describe-grant";
import { canonicalJson } from "#lib/platform/canonical-json";
import type { DecisionConditions } from "#lib/reviews/conditions";
import { TERMS } from "./terms-fixture";

const conditions: DecisionConditions = {
  operations: ["liveness", "enrol", "verify_1_1"],
  site_names: ["Terminal 2", "Portland gate"],
  model_id: "mobilefacenet-r2",
  threshold_floor: 0.5,
  top_k: 1,
  faces_max: 0,
  retention_probe_seconds: 60,
  retention_template_days: 7,
  retention_result_hours: 24,
  consent: "required",
  instrument: "not",
  human_review: "none",
  rate_per_second: 10,
  burst: 20,
  concurrent_jobs: 4,
  monthly_quota: 60_000,
  expires_on: "2027-11-20",
  rule_conditions: ["consent_reference_per_enrolment"],
  further: ["A staffed lane stands beside each gate."],
};
const application: GrantInput["application"] = {
  organisation: { country: "GB" },
  purpose: { use_case: "identity_verification" },
  deployment: {
    operations: ["enrol", "verify_1_1"],
    mode: "user",
    sites: [
      { name: "Terminal 2", country: "GB", region: "GB-LND", city: "London" },
      { name: "Portland gate", country: "US", region: "US-OR", city: "Portland" },
    ],
    ends_on: "2028-01-14",
    expected_monthly_volume: 60_000,
  },
  people: { subject_countries: ["IE"] },
  data: { retention_days: { probe: 0, template: 1, result: 30 } },
};

describe("compiling a grant", () => {
  it("takes the stricter of the application and the conditions, clause by clause", () => {
    const terms = compileGrant({ application, conditions, struckSites: [] });
    expect(terms.operations).toEqual(["enrol", "verify_1_1"]);
    expect(terms.retention).toEqual({ probeSeconds: 0, templateDays: 1, resultHours: 24 });
    expect(terms.expiresAt).toBe("2027-11-21T00:00:00.000Z");
    expect(terms.jurisdictions).toEqual(["GB", "GB-LND", "IE", "US", "US-OR"]);
  });

  it("is within reach of a switch for the region where the organisation is established", () => {
    const seated = { ...application, organisation: { country: "GB", region: "GB-MAN" } };
    expect(compileGrant({ application: seated, conditions, struckSites: [] }).jurisdictions).toContain(
      "GB-MAN",
    );
  });

  it("never grants a site that a rule struck", () => {
    const terms = compileGrant({ application, conditions, struckSites: ["Portland gate"] });
    expect(terms.sites.map(({ name }) => name)).toEqual(["Terminal 2"]);
    expect(terms.jurisdictions).not.toContain("US-OR");
  });

  it("ends with the deployment when that ends before the conditions do", () => {
    const short = { ...application, deployment: { ...application.deployment, ends_on: "2027-02-28" } };
    expect(compileGrant({ application: short, conditions, struckSites: [] }).expiresAt).toBe(
      "2027-03-01T00:00:00.000Z",
    );
  });

  it("gives the same terms, byte for byte, to whoever compiles the same decision", () => {
    const once = canonicalJson(compileGrant({ application, conditions, struckSites: [] }) as never);
    const again = canonicalJson(
      compileGrant(structuredClone({ application, conditions, struckSites: [] })) as never,
    );
    expect(again).toBe(once);
  });

  it("grants no operation and no site beyond the application, whatever the conditions say", () => {
    fc.assert(
      fc.property(
        fc.subarray(["liveness", "enrol", "verify_1_1", "identify_1_n", "search_post_event"] as const),
        fc.array(fc.string()),
        (operations, siteNames) => {
          const terms = compileGrant({
            application,
            conditions: { ...conditions, operations: [...operations], site_names: siteNames },
            struckSites: [],
          });
          for (const operation of terms.operations)
            expect(application.deployment.operations).toContain(operation);
          for (const { name } of terms.sites) expect(siteNames).toContain(name);
        },
      ),
    );
  });

  it("names finding faces beside the operations, since any of them lets it through", () => {
    const [first] = describeGrant(compileGrant({ application, conditions, struckSites: [] }));
    expect(first?.sentence).toBe(
      "May find faces, enrol a face template and compare one face with one other, and nothing else.",
    );
    expect(describeGrant({ ...TERMS, operations: [] })[0]?.sentence).not.toContain("find faces");
  });

  it("says every clause in words, the further conditions as they were typed", () => {
    const sentences = describeGrant(compileGrant({ application, conditions, struckSites: [] }));
    expect(sentences.map(({ sentence }) => sentence)).toContain("A staffed lane stands beside each gate.");
    expect(sentences.every(({ sentence, machine }) => sentence.length > 0 && machine.length > 0)).toBe(true);
  });
});
