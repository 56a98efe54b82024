import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import type { LabelledPicture } from "./labelled-set";

/**
 * What a run keeps of its set: one digest over group, subject and content of every picture, so that the same set can be
 * recognised again and none of it read back.
 *
 * @param folder what the paths are relative to
 * @returns SHA-256 of the RFC 8785 canonical JSON of the sorted list, 64 hex digits; a file that cannot be read stands
 * in it without a digest
 */
export async function digestOfSet(folder: string, pictures: readonly LabelledPicture[]): Promise<string> {
  const lines: string[] = [];
  for (const { path: name, identity, group } of pictures) {
    const bytes = await readFile(path.join(folder, name)).catch(() => null);
    const content = bytes === null ? "" : createHash("sha256").update(bytes).digest("hex");
    lines.push(canonicalJson([group, identity, content] satisfies Json));
  }
  return sha256Hex(canonicalJson(lines.toSorted()));
}
