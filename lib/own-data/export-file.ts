import { sha256Hex } from "#lib/platform/canonical-json";

/** One file of an export. Its bytes are read when its turn in the ZIP comes, so that one document at a time is held. */
export type ExportFile = { path: string; sha256: string; bytes: number; read: () => Promise<Uint8Array> };

/** Rows as indented JSON, with dates as RFC 3339 and digits of any length as text. */
export function jsonFile(path: string, value: unknown): ExportFile {
  const plain = (_key: string, one: unknown) => (typeof one === "bigint" ? one.toString() : one);
  return textFile(path, `${JSON.stringify(value, plain, 2)}\n`);
}

export function textFile(path: string, text: string): ExportFile {
  const bytes = Buffer.from(text, "utf8");
  return { path, sha256: sha256Hex(text), bytes: bytes.byteLength, read: async () => bytes };
}

/** The digests of all the files, in the form that `sha256sum --check` reads. */
export function manifestOf(files: readonly ExportFile[]): ExportFile {
  return textFile("manifest.sha256", files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(""));
}

/**
 * A name as it may stand in a ZIP on every system: no folders, nothing that Windows refuses, no control or bidirectional
 * characters, at most 120.
 */
export function safeName(name: string): string {
  const plain = name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .replaceAll(/[<>:"/\\|?*]/g, "_")
    .replaceAll(/^[.\s]+|[.\s]+$/g, "");
  return [...plain].slice(-NAME_CHARACTERS_MAX).join("") || "document";
}

const NAME_CHARACTERS_MAX = 120;
