import { canonicalJson, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import type { PolicyPack } from "./pack";

/** The pack as plain JSON, as it is stored and hashed. */
export function packContent(pack: PolicyPack): JsonObject {
  // Through text and back: what JSON leaves out, such as a key that is undefined, is no part of the pack.
  const content: JsonObject = JSON.parse(JSON.stringify(pack));
  return content;
}

/** SHA-256 of the pack's RFC 8785 canonical JSON, 64 hex digits: the same for any order of keys or layout. */
export function packDigest(pack: PolicyPack): string {
  return sha256Hex(canonicalJson(packContent(pack)));
}
