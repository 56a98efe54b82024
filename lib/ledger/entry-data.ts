import { isRecord } from "./leaf";
import { type Refused, refuse } from "./refused";

/**
 * The entries whose data the verifier's rules read: what their subject is and what their data must hold.
 * Writers are typed by this table and the verifier reads by it, so that the two cannot drift apart.
 */
export const RULED = {
  "decision.signed": {
    subject: "prp",
    fields: {
      proposal_id: "text",
      application_id: "text",
      digest: "text",
      slot: "count",
      signer: "text",
      method: "text",
      step_up_at: "text",
    },
  },
  "decision.issued": {
    subject: "dec",
    fields: { application_id: "text", proposal_id: "text", outcome: "text", digest: "text", signers: "list" },
  },
  "grant.created": {
    subject: "grt",
    fields: {
      decision_id: "text",
      digest: "text",
      version: "count",
      terms_digest: "text",
      tenant_id: "text",
    },
  },
  "key.issued": {
    subject: "key",
    fields: { grant_id: "text", tenant_id: "text", scopes: "list", expires_at: "text" },
  },
  "key.moved": { subject: "key", fields: { from_grant_id: "text", grant_id: "text" } },
  "key.revoked": { subject: "key", fields: { reason_code: "text" } },
  "job.accepted": {
    subject: "job",
    fields: { key_id: "text", grant_id: "text", grant_version: "count", operation: "text", purpose: "text" },
  },
  "job.released": { subject: "job", fields: { key_id: "text", grant_id: "text" } },
} as const satisfies Record<string, { subject: string; fields: Record<string, FieldType> }>;

/** text: not empty; count: a whole number ≥ 0; list: of texts. */
type FieldType = "text" | "count" | "list";
type ValueOf<F> = F extends "count" ? number : F extends "list" ? readonly string[] : string;

export type RuledKind = keyof typeof RULED;
export type RuledData<K extends RuledKind> = {
  readonly [F in keyof (typeof RULED)[K]["fields"]]: ValueOf<(typeof RULED)[K]["fields"][F]>;
};

/**
 * Builds one of these entries for `appendEntry`: `appendEntry(tx, ruledEntry("key.revoked", keyId, { reason_code }))`.
 *
 * @param subjectId with the prefix of the table; `decision.signed` stands under its proposal
 * @param data may hold more than the table asks for
 * @throws TypeError for a subject of another kind: a bug in the caller
 */
export function ruledEntry<K extends RuledKind, D extends RuledData<K>>(
  kind: K,
  subjectId: string,
  data: D,
): { kind: K; subjectId: string; data: D } {
  const read = readRuled(kind, subjectId, data);
  if (!read.ok) throw new TypeError(`${kind}: ${read.reason}`);
  return { kind, subjectId, data };
}

export function isRuledKind(kind: string): kind is RuledKind {
  return Object.hasOwn(RULED, kind);
}

/** Reads the data of a leaf by the table; more fields than it names are no fault. */
export function readRuled<K extends RuledKind>(
  kind: K,
  subject: string,
  data: unknown,
): { ok: true; data: RuledData<K> } | Refused {
  const form = RULED[kind];
  if (!subject.startsWith(`${form.subject}_`))
    return refuse(`its subject ${subject} is not a ${form.subject}_ id`);
  if (!hasFields(data, form.fields)) {
    return refuse(`its data must hold ${Object.keys(form.fields).join(", ")}`);
  }
  // hasFields has just looked at every field of the table; the compiler cannot follow it into the mapped type.
  return { ok: true, data: data as RuledData<K> };
}

function hasFields(data: unknown, fields: Record<string, FieldType>): data is Record<string, unknown> {
  return isRecord(data) && Object.entries(fields).every(([name, type]) => isOfType(data[name], type));
}

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === "count") return Number.isSafeInteger(value) && Number(value) >= 0;
  if (type === "list") return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === "string" && value !== "";
}
