import { z } from "zod";
import { GRANTABLE_OPERATIONS } from "#lib/reviews/conditions";

/** What a key can be used for. `detect` comes with any other operation: finding a face identifies no one. */
export const OPERATIONS = ["detect", ...GRANTABLE_OPERATIONS] as const;
export type Operation = (typeof OPERATIONS)[number];

export function isOperation(text: string): text is Operation {
  return OPERATIONS.some((operation) => operation === text);
}

export type GrantSite = { name: string; country: string; region: string | null; city: string | null };

/**
 * The compiled runtime policy: what the signed decision lets a tenant do, and nothing else.
 * Immutable once saved; a change is a new version from a new decision.
 */
export type GrantTerms = {
  operations: readonly Operation[];
  purposes: readonly string[];
  modes: readonly string[];
  sites: readonly GrantSite[];
  /** ISO 3166-1 countries and 3166-2 regions of sites, subjects and organisation, for switches by jurisdiction. */
  jurisdictions: readonly string[];
  /** Least cosine similarity that may count as a match, by model id. A model that is not listed is not granted. */
  thresholdFloor: Readonly<Record<string, number>>;
  topK: number;
  collectionsMax: number;
  facesMax: number;
  retention: { probeSeconds: number; templateDays: number; resultHours: number };
  consent: "required" | "not";
  instrument: "required" | "not";
  humanReview: "none" | "one" | "two_blind";
  ratePerSecond: number;
  burst: number;
  concurrentJobs: number;
  monthlyQuota: number;
  conditions: readonly string[];
  /** RFC 3339, UTC; the first moment at which the grant no longer holds. */
  expiresAt: string;
};

export type GrantState =
  | "provisioning"
  | "active"
  | "restricted"
  | "suspended"
  | "superseded"
  | "revoked"
  | "expired";

const words = z.array(z.string().min(1));
const whole = z.number().int().nonnegative();

/** The same as data, for reading back what was signed. Strict: an unknown clause refuses the whole. */
const grantTerms: z.ZodType<GrantTerms> = z.strictObject({
  operations: z.array(z.enum(GRANTABLE_OPERATIONS)).min(1),
  purposes: words.min(1),
  modes: words.min(1),
  sites: z
    .array(
      z.strictObject({
        name: z.string(),
        country: z.string(),
        region: z.string().nullable(),
        city: z.string().nullable(),
      }),
    )
    .min(1),
  jurisdictions: words,
  thresholdFloor: z.record(z.string(), z.number().min(0).max(1)),
  topK: whole,
  collectionsMax: whole,
  facesMax: whole,
  retention: z.strictObject({ probeSeconds: whole, templateDays: whole, resultHours: whole }),
  consent: z.enum(["required", "not"]),
  instrument: z.enum(["required", "not"]),
  humanReview: z.enum(["none", "one", "two_blind"]),
  ratePerSecond: whole,
  burst: whole,
  concurrentJobs: whole,
  monthlyQuota: whole,
  conditions: words,
  expiresAt: z.iso.datetime(),
});

/**
 * Terms from signed JSON or from the database.
 *
 * @throws ZodError when they are not whole: nothing may be granted on terms that cannot be read
 */
export function readTerms(value: unknown): GrantTerms {
  return grantTerms.parse(value);
}
