import { z } from "zod";

const site = z.strictObject({
  name: z.string(),
  country: z.string(),
  region: z.string().nullable(),
  city: z.string().nullable(),
});

export const grant = z
  .strictObject({
    id: z.string(),
    version: z.number().int(),
    decision_id: z.string(),
    state: z.enum(["provisioning", "active", "restricted", "suspended", "superseded", "revoked", "expired"]),
    suspended: z.boolean().meta({ description: "Access of the whole organisation is suspended." }),
    expires_at: z.iso.datetime(),
    operations: z.array(z.string()),
    purposes: z.array(z.string()),
    modes: z.array(z.string()),
    sites: z.array(site),
    jurisdictions: z.array(z.string()),
    threshold_floor: z
      .record(z.string(), z.number())
      .meta({ description: "By model: the least that may match." }),
    top_k: z.number().int(),
    collections_max: z.number().int(),
    faces_max: z.number().int(),
    retention: z.strictObject({
      probe_seconds: z.number().int(),
      template_days: z.number().int(),
      result_hours: z.number().int(),
    }),
    consent: z.enum(["required", "not"]),
    instrument: z.enum(["required", "not"]),
    human_review: z.enum(["none", "one", "two_blind"]),
    limits: z.strictObject({
      requests_per_second: z.number(),
      burst: z.number().int(),
      concurrent_jobs: z.number().int(),
      monthly_quota: z.number().int(),
    }),
    conditions: z.array(z.string()),
    key: z.strictObject({ id: z.string(), scopes: z.array(z.string()), expires_at: z.iso.datetime() }),
    in_words: z.array(z.string()).meta({ description: "The same, clause by clause, for people." }),
  })
  .meta({ id: "Grant" });

export type GrantResource = z.infer<typeof grant>;
