import { z } from "zod";

export const API_VERSION = "2026-11-01";

const text = z.string().trim().min(1).max(255);

/** Read on every call under a key. Other headers are the transport's business and pass. */
export const callHeaders = z.looseObject({
  "countersign-version": z
    .literal(API_VERSION, `the only version is ${API_VERSION}`)
    .optional()
    .meta({ description: "Dated version; absent means the version the key was made under." }),
});

/** Of a POST that makes a thing, or ends one, without work for the engine. */
export const makingHeaders = callHeaders.extend({
  "idempotency-key": text.meta({
    description: "Yours, unique a tenant and route. The same request again gets the same answer for 7 days.",
  }),
});

export const workHeaders = callHeaders.extend({
  "idempotency-key": text.meta({
    description: "Yours, unique a tenant and route. The same request again gets the same answer for 7 days.",
  }),
  "countersign-purpose": text
    .optional()
    .meta({ description: "One of the grant's purposes. May be left out when there is only one." }),
  "countersign-site": text
    .optional()
    .meta({ description: "One of the grant's sites, by name; percent-encode what is not ASCII. As above." }),
  "countersign-mode": text.optional().meta({ description: "One of the grant's modes. As above." }),
  prefer: z
    .string()
    .optional()
    .meta({ description: "`respond-async` answers 202 with the job's address at once (RFC 7240)." }),
});
