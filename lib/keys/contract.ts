import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { GRANTABLE_OPERATIONS } from "#lib/reviews/conditions";

export const KEY_DAYS_MAX = 365;

const cidr = z.string().trim().refine(isCidr, "an address range such as 203.0.113.0/24 or 2001:db8::/32");

const CHOOSE_GRANT = "choose one of your grants";
const GIVE_NAME = "a name by which you will know it";
const CHOOSE_SCOPE = "at least one operation";
const SAY_WHY = "say why, for the record";
const STALE_PAGE = "load the page again, and send the form from there";

const CHOOSE_OVERLAP = "how long the old secret still works";

const keyDays = z.coerce
  .number(`days from 1 to ${KEY_DAYS_MAX}`)
  .int("whole days")
  .min(1, "at least one day")
  .max(KEY_DAYS_MAX, `at most ${KEY_DAYS_MAX} days`)
  .default(90);

const organisationId = z.string(STALE_PAGE).startsWith("org_", STALE_PAGE);

/** The form for a new key. Lists come one entry a line. */
export const issueKeyForm = z.strictObject({
  organisation_id: organisationId,
  grant_id: z.string(CHOOSE_GRANT).startsWith("grt_", CHOOSE_GRANT),
  name: z.string(GIVE_NAME).trim().min(1, GIVE_NAME).max(80, "at most 80 characters"),
  scopes: z.preprocess(
    asList,
    z
      .array(z.enum(GRANTABLE_OPERATIONS, "no operation that a grant can cover"), CHOOSE_SCOPE)
      .min(1, CHOOSE_SCOPE),
  ),
  cidrs: z.preprocess(asLines, z.array(cidr).max(50, "at most 50 ranges")).default([]),
  days: keyDays,
});

export const revokeKeyForm = z.strictObject({
  organisation_id: organisationId,
  key_id: z.string(STALE_PAGE).startsWith("key_", STALE_PAGE),
  reason: z.string(SAY_WHY).trim().min(3, SAY_WHY).max(300, "at most 300 characters"),
});

/** Overlaps that the page offers, in seconds: none, an hour, a day, a week, thirty days. */
export const OVERLAPS = ["0", "3600", "86400", "604800", "2592000"] as const;

export const rotateKeyForm = z.strictObject({
  organisation_id: organisationId,
  key_id: z.string(STALE_PAGE).startsWith("key_", STALE_PAGE),
  overlap_seconds: z.enum(OVERLAPS, CHOOSE_OVERLAP).transform(Number),
  days: keyDays,
});

/** A form sends one checked box as text and several as a list. */
function asList(value: unknown): unknown {
  return typeof value === "string" ? [value] : value;
}

function asLines(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value.split(/[\s,]+/).filter((line) => line !== "");
}

function isCidr(text: string): boolean {
  const [base = "", bits = ""] = text.split("/");
  const family = isIP(base);
  if (family === 0 || !/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(base, Number(bits), family === 4 ? "ipv4" : "ipv6");
    return true;
  } catch {
    return false;
  }
}
