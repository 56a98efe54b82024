import { canonicalJson, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import { isOver } from "./job";

/** How long a repeated request gets its first answer again. */
export const IDEMPOTENCY_DAYS = 7;

/** SHA-256 over what was asked and the pictures it was asked of: two requests with one digest are the same request. */
export function requestDigest(
  request: JsonObject,
  pictures: readonly { slot: string; sha256: string }[],
): string {
  const hashes = Object.fromEntries(pictures.map(({ slot, sha256 }) => [slot, sha256]));
  return sha256Hex(canonicalJson({ request, pictures: hashes }));
}

/** What a second request under the same key gets. */
export type Repeat =
  /** The answer of the first: its result, or the 202 that it was given. */
  | { kind: "replay"; answeredEarly: boolean }
  /** The first has not been answered yet. */
  | { kind: "in_flight" }
  /** The key was used for something else. */
  | { kind: "mismatch" };

export function judgeRepeat(
  first: { requestDigest: string; answeredEarly: boolean; jobState: string },
  digest: string,
): Repeat {
  if (first.requestDigest !== digest) return { kind: "mismatch" };
  if (first.answeredEarly) return { kind: "replay", answeredEarly: true };
  return isOver(first.jobState) ? { kind: "replay", answeredEarly: false } : { kind: "in_flight" };
}
