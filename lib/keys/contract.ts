import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { GRANTABLE_OPERATIONS } from "#lib/reviews/conditions";

export const KEY_DAYS_MAX = 365;

const cidr = z.string().trim().refine(isCidr, "an address range such as 203.0.113.0/24 or 2001:db8::/32");

/** The form for a new key. Lists come one entry a line. */
export const issueKeyForm = z.strictObject({
  organisation_id: z.string().startsWith("org_"),
  grant_id: z.string().startsWith("grt_"),
  name: z.string().trim().min(1, "a name by which you will know it").max(80, "at most 80 characters"),
  scopes: z.preprocess(asList, z.array(z.enum(GRANTABLE_OPERATIONS)).min(1, "at least one operation")),
  cidrs: z.preprocess(asLines, z.array(cidr).max(50, "at most 50 ranges")).default([]),
  days: z.coerce
    .number(`days from 1 to ${KEY_DAYS_MAX}`)
    .int("whole days")
    .min(1, "at least one day")
    .max(KEY_DAYS_MAX, `at most ${KEY_DAYS_MAX} days`)
    .default(90),
});

export const revokeKeyForm = z.strictObject({
  organisation_id: z.string().startsWith("org_"),
  key_id: z.string().startsWith("key_"),
  reason: z.string().trim().min(3, "say why, for the record").max(300, "at most 300 characters"),
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
