import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorise, type GateFacts, type GateRequest, type GrantInForce } from "#lib/grants/authorise";
import type { GrantTerms } from "#lib/grants/terms";
import { FACTS, GRANT, MODEL, NOW, REQUEST, TERMS } from "./terms-fixture";

type Case = {
  request?: Partial<GateRequest>;
  facts?: Partial<GateFacts>;
  grant?: Partial<GrantInForce>;
  terms?: Partial<GrantTerms>;
};

function judge({ request, facts, grant, terms }: Case = {}) {
  return authorise(
    { ...GRANT, ...grant, terms: { ...TERMS, ...terms } },
    { ...REQUEST, ...request },
    { ...FACTS, ...facts },
    NOW,
  );
}

describe("the gate", () => {
  it("lets a call through that the grant covers", () => {
    expect(judge()).toEqual({ ok: true });
    expect(judge({ request: { operation: "detect" } })).toEqual({ ok: true });
    expect(
      judge({ request: { purpose: "identity_verification", mode: "user", threshold: 0.5, topK: 1 } }),
    ).toEqual({
      ok: true,
    });
  });

  const thrown = (scope: string, value: string) => ({
    facts: { switches: [{ scope, value, reason: "drill" }] },
  });
  const refused: [what: string, code: string, clause: string, given: Case][] = [
    ["a revoked key", "key_revoked", "key_live", { facts: { keyRevoked: true } }],
    ["an expired key", "key_expired", "key_live", { facts: { keyExpiresAt: NOW } }],
    ["a suspended tenant", "tenant_suspended", "tenant_live", { facts: { tenantSuspended: true } }],
    ["a grant in provisioning", "grant_not_active", "grant_live", { grant: { state: "provisioning" } }],
    ["a restricted grant", "grant_not_active", "grant_live", { grant: { state: "restricted" } }],
    ["a revoked grant", "grant_not_active", "grant_live", { grant: { state: "revoked" } }],
    ["a grant past its end", "grant_not_active", "grant_live", { terms: { expiresAt: NOW.toISOString() } }],
    ["a grant whose end cannot be read", "grant_not_active", "grant_live", { terms: { expiresAt: "soon" } }],
    ["the global switch", "switched_off", "kill_switches", thrown("global", "*")],
    ["the tenant's switch", "switched_off", "kill_switches", thrown("tenant", "org_1")],
    ["the operation's switch", "switched_off", "kill_switches", thrown("operation", "verify_1_1")],
    ["the model's switch", "switched_off", "kill_switches", thrown("model", MODEL)],
    ["a jurisdiction's switch", "switched_off", "kill_switches", thrown("jurisdiction", "GB-LND")],
    [
      "the switch of a country where only a region is named",
      "switched_off",
      "kill_switches",
      { ...thrown("jurisdiction", "US"), terms: { jurisdictions: ["GB", "US-IL"] } },
    ],
    ["a switch of a scope not known here", "switched_off", "kill_switches", thrown("planet", "earth")],
    ["an address off the list", "ip_denied", "address", { facts: { keyCidrs: ["198.51.100.0/24"] } }],
    ["a list with no readable range", "ip_denied", "address", { facts: { keyCidrs: ["everywhere"] } }],
    [
      "an operation not granted",
      "operation_not_granted",
      "operation",
      { request: { operation: "identify_1_n" } },
    ],
    [
      "an operation outside the key's scopes",
      "operation_not_granted",
      "operation",
      { facts: { keyScopes: ["enrol"] } },
    ],
    [
      "detect under a grant of nothing",
      "operation_not_granted",
      "operation",
      {
        request: { operation: "detect" },
        terms: { operations: [] },
      },
    ],
    ["another purpose", "purpose_not_granted", "purpose", { request: { purpose: "watchlist_security" } }],
    ["no purpose where there are two", "purpose_not_granted", "purpose", { terms: { purposes: ["a", "b"] } }],
    ["another site", "site_not_granted", "site", { request: { site: "Terminal 3" } }],
    ["a grant with no site left", "site_not_granted", "site", { terms: { sites: [] } }],
    ["another mode", "mode_not_granted", "mode", { request: { mode: "real_time" } }],
    ["a threshold under the floor", "threshold_below_floor", "threshold", { request: { threshold: 0.4999 } }],
    [
      "a threshold that is no number",
      "threshold_below_floor",
      "threshold",
      { request: { threshold: Number.NaN } },
    ],
    ["another model", "threshold_below_floor", "threshold", { request: { modelId: "faceres" } }],
    [
      "a model named like a property of every object",
      "threshold_below_floor",
      "threshold",
      {
        request: { modelId: "constructor" },
      },
    ],
    ["too many candidates", "top_k_over_cap", "top_k", { request: { topK: 2 } }],
    ["enrolment without a consent", "consent_required", "consent", { request: { operation: "enrol" } }],
    [
      "a use without an instrument",
      "instrument_required",
      "instrument",
      { terms: { instrument: "required" } },
    ],
    [
      "an instrument whose time is over",
      "instrument_expired",
      "instrument",
      {
        terms: { instrument: "required" },
        facts: { instrument: "expired" },
      },
    ],
  ];
  it.each(refused)("refuses %s", (_what, code, clause, given) => {
    expect(judge(given)).toMatchObject({ ok: false, code, clause });
  });

  it("says what is missing in the words of the grant", () => {
    expect(judge({ request: { operation: "identify_1_n" } })).toMatchObject({
      missing: ["operations.identify_1_n"],
    });
  });

  it("reads an IPv4 caller on a dual-stack socket as IPv4", () => {
    const facts = { keyCidrs: ["203.0.113.0/24"] };
    expect(judge({ facts, request: { clientAddress: "::ffff:203.0.113.9" } })).toEqual({ ok: true });
    expect(judge({ facts, request: { clientAddress: "::ffff:203.0.114.9" } })).toMatchObject({
      code: "ip_denied",
    });
    expect(judge({ facts, request: { clientAddress: null } })).toEqual({ ok: true });
  });
});

const words = fc.constantFrom("a", "b", "identity_verification", "user", "__proto__", "");
const anyRequest: fc.Arbitrary<GateRequest> = fc.record({
  operation: fc.constantFrom(
    "detect",
    "liveness",
    "enrol",
    "verify_1_1",
    "identify_1_n",
    "search_post_event",
  ),
  purpose: fc.option(words),
  site: fc.option(words),
  mode: fc.option(words),
  threshold: fc.option(fc.double()),
  modelId: fc.constantFrom(MODEL, "other", "constructor"),
  topK: fc.option(fc.integer()),
  clientAddress: fc.option(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())),
});
const anyFacts: fc.Arbitrary<GateFacts> = fc.record({
  keyRevoked: fc.boolean(),
  keyExpiresAt: fc.date({ noInvalidDate: true }),
  keyScopes: fc.array(words),
  keyCidrs: fc.array(fc.oneof(fc.string(), fc.constant("0.0.0.0/0"), fc.constant("::/129"))),
  tenantSuspended: fc.boolean(),
  switches: fc.array(fc.record({ scope: words, value: words, reason: words }), { maxLength: 2 }),
  consent: fc.constantFrom("valid", "none"),
  instrument: fc.constantFrom("valid", "expired", "none"),
});
const anyGrant: fc.Arbitrary<GrantInForce> = fc
  .record({
    operations: fc.subarray(["liveness", "enrol", "verify_1_1", "identify_1_n"] as const),
    purposes: fc.array(words),
    modes: fc.array(words),
    topK: fc.integer(),
    instrument: fc.constantFrom("required" as const, "not" as const),
    expiresAt: fc.oneof(fc.string(), fc.constant("2027-11-20T00:00:00.000Z")),
  })
  .chain((terms) =>
    fc
      .constantFrom("provisioning", "active", "restricted", "suspended", "revoked", "expired")
      .map((state) => ({
        ...GRANT,
        state: state as GrantInForce["state"],
        terms: { ...TERMS, ...terms },
      })),
  );

describe("the gate, for any grant, request and facts", () => {
  it("always has a verdict, and the same one again", () => {
    fc.assert(
      fc.property(anyGrant, anyRequest, anyFacts, (grant, request, facts) => {
        const verdict = authorise(grant, request, facts, NOW);
        expect(typeof verdict.ok).toBe("boolean");
        expect(authorise(grant, request, facts, NOW)).toEqual(verdict);
      }),
      { numRuns: 2000 },
    );
  });

  it("never lets a call through under a revoked key, a suspended tenant, a thrown global switch or a dead grant", () => {
    fc.assert(
      fc.property(
        anyGrant,
        anyRequest,
        anyFacts,
        fc.constantFrom(0, 1, 2, 3),
        (grant, request, facts, what) => {
          const worse: GateFacts = {
            ...facts,
            keyRevoked: what === 0 || facts.keyRevoked,
            tenantSuspended: what === 1 || facts.tenantSuspended,
            switches:
              what === 2 ? [...facts.switches, { scope: "global", value: "*", reason: "x" }] : facts.switches,
          };
          const dead: GrantInForce = what === 3 ? { ...grant, state: "revoked" } : grant;
          expect(authorise(dead, request, worse, NOW).ok).toBe(false);
        },
      ),
    );
  });

  it("never refuses less when the grant covers less", () => {
    fc.assert(
      fc.property(anyGrant, anyRequest, anyFacts, (grant, request, facts) => {
        const narrower = { ...grant, terms: { ...grant.terms, operations: grant.terms.operations.slice(1) } };
        if (!authorise(grant, request, facts, NOW).ok) {
          expect(authorise(narrower, request, facts, NOW).ok).toBe(false);
        }
      }),
    );
  });
});
