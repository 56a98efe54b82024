import type { ErrorCode } from "#lib/platform/errors";
import { isAddressAllowed } from "./address-allowed";
import type { GrantState, GrantTerms, Operation } from "./terms";

export type GrantInForce = {
  id: string;
  tenantId: string;
  decisionId: string;
  applicationId: string;
  version: number;
  state: GrantState;
  terms: GrantTerms;
};

/** What is asked for, in the grant's own words. `null` is "not said". */
export type GateRequest = {
  operation: Operation;
  purpose: string | null;
  site: string | null;
  mode: string | null;
  threshold: number | null;
  modelId: string;
  topK: number | null;
  /** Whose face an enrolment is to keep, and where. */
  enrol?: { collectionId: string; subjectId: string };
  /** Which stored faces a probe is compared with: one, a subject's, or, both null, a collection's. */
  against?: { collectionId: string; subjectId: string | null; faceId: string | null };
  /** Where the call came from; null when the question is asked again at the worker, which no client reaches. */
  clientAddress: string | null;
};

/** What is true at this moment, read from the database in one query. */
export type GateFacts = {
  keyRevoked: boolean;
  keyExpiresAt: Date;
  keyScopes: readonly string[];
  keyCidrs: readonly string[];
  tenantSuspended: boolean;
  switches: readonly { scope: string; value: string; reason: string }[];
  consent: "valid" | "none";
  instrument: "valid" | "expired" | "none";
};

export type Verdict =
  | { ok: true }
  | { ok: false; clause: string; code: ErrorCode; detail: string; missing: readonly string[] };

type Clause = {
  name: string;
  refuses: (question: Question) => Omit<Extract<Verdict, { ok: false }>, "ok" | "clause"> | null;
};
type Question = { grant: GrantInForce; request: GateRequest; facts: GateFacts; now: Date };

/** The gate, in the order of api.md: the first clause that refuses is the answer. */
const CLAUSES: readonly Clause[] = [
  { name: "key_live", refuses: keyLive },
  { name: "tenant_live", refuses: tenantLive },
  { name: "grant_live", refuses: grantLive },
  { name: "kill_switches", refuses: killSwitches },
  { name: "address", refuses: address },
  { name: "operation", refuses: operation },
  { name: "purpose", refuses: purpose },
  { name: "site", refuses: site },
  { name: "mode", refuses: mode },
  { name: "threshold", refuses: threshold },
  { name: "top_k", refuses: topK },
  { name: "consent", refuses: consent },
  { name: "instrument", refuses: instrument },
];

/**
 * May this call go on? Asked at the door, when a worker claims the job, and again in the transaction that
 * writes the answer, so that nothing is released after a revocation has committed.
 *
 * Pure and total: any input has a verdict, and a refusal names its clause, what is missing and a closed code.
 *
 * @see policy pack 2026-11, part E (controls enforced at API time)
 */
export function authorise(grant: GrantInForce, request: GateRequest, facts: GateFacts, now: Date): Verdict {
  for (const { name, refuses } of CLAUSES) {
    const refusal = refuses({ grant, request, facts, now });
    if (refusal !== null) return { ok: false, clause: name, ...refusal };
  }
  return { ok: true };
}

type Refusal = ReturnType<Clause["refuses"]>;

function refuse(code: ErrorCode, detail: string, missing: readonly string[] = []): Refusal {
  return { code, detail, missing };
}

function keyLive({ facts, now }: Question): Refusal {
  if (facts.keyRevoked) return refuse("key_revoked", "this key was revoked");
  return facts.keyExpiresAt > now ? null : refuse("key_expired", "this key has expired");
}

function tenantLive({ facts }: Question): Refusal {
  return facts.tenantSuspended
    ? refuse("tenant_suspended", "access of this organisation is suspended")
    : null;
}

function grantLive({ grant, now }: Question): Refusal {
  if (grant.state !== "active") return refuse("grant_not_active", `the grant is ${grant.state}`);
  const expires = Date.parse(grant.terms.expiresAt);
  // An unreadable date compares false and so refuses: the gate fails closed.
  return expires > now.getTime() ? null : refuse("grant_not_active", "the grant has expired");
}

function killSwitches({ grant, request, facts }: Question): Refusal {
  const thrown = facts.switches.find(({ scope, value }) => {
    if (scope === "global") return true;
    if (scope === "tenant") return value === grant.tenantId;
    if (scope === "operation") return value === request.operation;
    if (scope === "model") return value === request.modelId;
    if (scope === "jurisdiction") return grant.terms.jurisdictions.some((place) => isWithin(place, value));
    // A scope that this version does not know stops everything rather than nothing.
    return true;
  });
  return thrown === undefined
    ? null
    : refuse("switched_off", `switched off (${thrown.scope}): ${thrown.reason}`);
}

/** A country's switch stops its regions too (ISO 3166-2: `US-IL` lies in `US`). */
function isWithin(place: string, switched: string): boolean {
  return place === switched || place.startsWith(`${switched}-`);
}

function address({ request, facts }: Question): Refusal {
  if (facts.keyCidrs.length === 0 || request.clientAddress === null) return null;
  return isAddressAllowed(request.clientAddress, facts.keyCidrs)
    ? null
    : refuse("ip_denied", "the calling address is not on this key's list");
}

function operation({ grant, request, facts }: Question): Refusal {
  const missing = [`operations.${request.operation}`];
  if (!covers(grant.terms.operations, request.operation)) {
    return refuse(
      "operation_not_granted",
      `${request.operation} needs operations.${request.operation}`,
      missing,
    );
  }
  return covers(facts.keyScopes, request.operation)
    ? null
    : refuse("operation_not_granted", `this key's scopes leave out ${request.operation}`, missing);
}

function covers(operations: readonly string[], wanted: Operation): boolean {
  return wanted === "detect" ? operations.length > 0 : operations.includes(wanted);
}

function purpose({ grant, request }: Question): Refusal {
  return oneOf(
    "purpose_not_granted",
    "purposes",
    "Countersign-Purpose",
    grant.terms.purposes,
    request.purpose,
  );
}

function site({ grant, request }: Question): Refusal {
  const names = grant.terms.sites.map(({ name }) => name);
  return oneOf("site_not_granted", "sites", "Countersign-Site", names, request.site);
}

function mode({ grant, request }: Question): Refusal {
  return oneOf("mode_not_granted", "modes", "Countersign-Mode", grant.terms.modes, request.mode);
}

/** A value may be left unsaid only where the grant leaves no choice. */
function oneOf(
  code: ErrorCode,
  field: string,
  header: string,
  granted: readonly string[],
  said: string | null,
): Refusal {
  if (said === null) {
    return granted.length === 1
      ? null
      : refuse(code, `name one of the grant's ${field} in ${header}`, [field]);
  }
  return granted.includes(said)
    ? null
    : refuse(code, `the grant has no such entry in ${field}`, [`${field}.${said}`]);
}

function threshold({ grant, request }: Question): Refusal {
  const floors = grant.terms.thresholdFloor;
  const floor = Object.hasOwn(floors, request.modelId) ? floors[request.modelId] : undefined;
  if (floor === undefined) {
    return refuse("threshold_below_floor", `the grant has no threshold for ${request.modelId}`, [
      `threshold_floor.${request.modelId}`,
    ]);
  }
  if (request.threshold === null) return null;
  return request.threshold >= floor
    ? null
    : refuse("threshold_below_floor", `the least threshold of this grant is ${floor}`, ["threshold_floor"]);
}

function topK({ grant, request }: Question): Refusal {
  if (request.topK === null || request.topK <= grant.terms.topK) return null;
  return refuse("top_k_over_cap", `the most candidates that this grant allows is ${grant.terms.topK}`, [
    "top_k",
  ]);
}

function consent({ grant, request, facts }: Question): Refusal {
  if (grant.terms.consent === "not" || facts.consent === "valid") return null;
  if (request.operation === "enrol") {
    return refuse("consent_required", "enrolment names a consent that is valid now", ["consent_id"]);
  }
  // Of a whole collection, those who do not agree are left out before anyone is ranked.
  const namesSomeone = (request.against?.subjectId ?? request.against?.faceId ?? null) !== null;
  return namesSomeone
    ? refuse("consent_required", "a stored face is compared only while its subject agrees to the purpose", [
        "consent_id",
      ])
    : null;
}

function instrument({ grant, facts }: Question): Refusal {
  if (grant.terms.instrument === "not" || facts.instrument === "valid") return null;
  return facts.instrument === "expired"
    ? refuse("instrument_expired", "the instrument's time is over", ["authorization_id"])
    : refuse("instrument_required", "each use names a verified instrument", ["authorization_id"]);
}
