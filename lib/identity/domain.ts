import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/** The name under the domain at which the record stands: the domain's own TXT records stay as they are. */
export function recordName(domain: string): string {
  return `_countersign.${domain}`;
}

export function recordValue(proof: string): string {
  return `countersign-verification=${proof}`;
}

/**
 * A domain as it is typed, in the form that the DNS has it: lower case, ASCII (RFC 5891), without a scheme, a path or
 * a trailing dot.
 *
 * @returns null for what is no domain of two labels or more, such as an address, an e-mail or a single word
 */
export function readDomain(typed: string): string | null {
  const bare = typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .replace(/\.$/, "");
  if (/[\s@:\\]/.test(bare) || isIP(bare) !== 0) return null;
  const domain = domainToASCII(bare).toLowerCase();
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
  const labels = domain.split(".");
  // RFC 1035 §2.3.4; the last label is never a number.
  const fits = domain.length <= 240 && labels.length >= 2 && labels.every((one) => label.test(one));
  return fits && !/^\d+$/.test(labels.at(-1) ?? "") ? domain : null;
}

/** What a look at the DNS found. */
export type DomainCheck = "verified" | "no_record" | "other_value" | "unreachable";

/**
 * @param answer of a TXT query: each record in its pieces (RFC 7208 §3.3 joins them so, without a space), or the code
 * that the resolver failed with
 */
export function judgeRecords(
  answer: { records: readonly (readonly string[])[] } | { failure: string },
  proof: string,
): DomainCheck {
  if ("failure" in answer) {
    return answer.failure === "ENOTFOUND" || answer.failure === "ENODATA" ? "no_record" : "unreachable";
  }
  if (answer.records.length === 0) return "no_record";
  const wanted = recordValue(proof);
  return answer.records.some((pieces) => pieces.join("").trim() === wanted) ? "verified" : "other_value";
}

/** The same for people. */
export const DOMAIN_CHECKS: Readonly<Record<DomainCheck, string>> = {
  verified: "The record is there.",
  no_record: "There is no such record yet. A new one can take an hour to be seen everywhere.",
  other_value: "There is a record of this name, with another value.",
  unreachable: "The DNS could not be asked from here. That says nothing about the record; try again later.",
};

export function isDomainCheck(value: string): value is DomainCheck {
  return Object.hasOwn(DOMAIN_CHECKS, value);
}
