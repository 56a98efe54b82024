import { canonicalJson, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import type { FieldError } from "#lib/platform/errors";
import { checkPack } from "./check-pack";
import type { PolicyPack } from "./pack";
import { packContent } from "./pack-digest";

/** Characters of a pack as it is typed or uploaded; the one that ships has about 110,000. */
export const PACK_TEXT_CHARS_MAX = 600_000;
/** How deep lists and groups may lie in each other; conditions of the shipped pack reach 12. */
const DEPTH_MAX = 40;

export type ReadPack =
  | { ok: true; pack: PolicyPack; content: JsonObject; canonical: string; digest: string }
  | { ok: false; errors: readonly FieldError[] };

/**
 * Reads a pack as someone typed it. Never throws.
 *
 * @param released versions on file: one of them cannot be released again
 * @returns the pack with its RFC 8785 canonical JSON and the SHA-256 of it, or what is wrong by RFC 6901 pointer
 */
export function readPackText(text: string, released: readonly string[]): ReadPack {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse("", `Not JSON: ${cause instanceof Error ? cause.message : "it cannot be read"}`);
  }
  const unkept = notKept(value, "", 0);
  if (unkept !== null) return { ok: false, errors: [unkept] };
  const checked = checkPack(value);
  if (!checked.ok) return checked;
  const { version } = checked.data;
  if (released.includes(version)) {
    return refuse(
      "/version",
      `${version} was released already; a released version never changes. Name another`,
    );
  }
  const content = packContent(checked.data);
  const canonical = canonicalJson(content);
  return { ok: true, pack: checked.data, content, canonical, digest: sha256Hex(canonical) };
}

function refuse(pointer: string, message: string): ReadPack {
  return { ok: false, errors: [{ pointer, message }] };
}

/** What JSON allows and neither PostgreSQL nor a digest can keep: a NUL, half of a pair of surrogates, endless depth. */
function notKept(value: unknown, at: string, depth: number): FieldError | null {
  if (depth > DEPTH_MAX) return { pointer: "", message: `Nothing lies deeper than ${DEPTH_MAX} groups` };
  if (typeof value === "string" && (value.includes("\0") || !isWellFormed(value))) {
    return { pointer: at, message: "Plain text is needed: a character in it cannot be stored" };
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const wrong = notKept(key, at, depth) ?? notKept(part, `${at}/${token(key)}`, depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function token(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
