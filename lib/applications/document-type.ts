import { fileTypeFromBuffer } from "file-type";

/** Documents of at most 20 MB, counted as the file's own bytes. */
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** What is accepted, and the extensions under which it may arrive. */
export const DOCUMENT_TYPES = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  [DOCX]: ["docx"],
} as const satisfies Record<string, readonly string[]>;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** For a file picker's `accept`. */
export const DOCUMENT_ACCEPT = [
  ...Object.keys(DOCUMENT_TYPES),
  ...Object.values(DOCUMENT_TYPES).flatMap((extensions) => extensions.map((extension) => `.${extension}`)),
].join(",");

export type DocumentCheck =
  | { ok: true; mediaType: DocumentType }
  | { ok: false; refusal: "empty" | "too_large" | "unsupported" | "disagrees" | "polyglot" };

/**
 * What a file is, judged by its content; its name and its declared type must say the same.
 *
 * @param file.declaredType as the browser sent it; empty or `application/octet-stream` declares nothing
 * @returns `polyglot` for a file that also reads as a second kind: one that a scanner sees as a picture and a
 * reader opens as an archive
 */
export async function checkDocument(file: {
  bytes: Uint8Array;
  name: string;
  declaredType: string;
}): Promise<DocumentCheck> {
  if (file.bytes.byteLength === 0) return { ok: false, refusal: "empty" };
  if (file.bytes.byteLength > DOCUMENT_BYTES_MAX) return { ok: false, refusal: "too_large" };

  const found = (await fileTypeFromBuffer(file.bytes))?.mime;
  const mediaType = documentTypes.find((type) => type === found);
  if (mediaType === undefined) return { ok: false, refusal: "unsupported" };

  const extension = file.name.toLowerCase().split(".").at(-1) ?? "";
  const extensions: readonly string[] = DOCUMENT_TYPES[mediaType];
  const declared = file.declaredType.split(";")[0]?.trim().toLowerCase() ?? "";
  const declares = declared !== "" && declared !== "application/octet-stream";
  if (!extensions.includes(extension) || (declares && declared !== mediaType)) {
    return { ok: false, refusal: "disagrees" };
  }
  return readsAsAnother(file.bytes, mediaType) ? { ok: false, refusal: "polyglot" } : { ok: true, mediaType };
}

const documentTypes = Object.keys(DOCUMENT_TYPES) as DocumentType[];

/** PDF readers look for the header in the first 1,024 bytes (ISO 32000-1, Annex H, note 13). */
const HEADER_BYTES = 1024;
/** An archive's end record lies in the last 22 bytes and its comment, at most 65,535 (APPNOTE.TXT 4.3.16). */
const ARCHIVE_TAIL_BYTES = 22 + 65_535;
const ARCHIVE_END = Buffer.from("PK\x05\x06", "latin1");
const MARKUP = /<(?:!doctype\s+html|html|head|body|script|svg|iframe)\b/i;

function readsAsAnother(bytes: Uint8Array, mediaType: DocumentType): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = content.subarray(0, HEADER_BYTES).toString("latin1");
  if (mediaType === "application/pdf" ? !header.startsWith("%PDF-") : header.includes("%PDF-")) return true;
  if (mediaType !== DOCX && content.subarray(-ARCHIVE_TAIL_BYTES).includes(ARCHIVE_END)) return true;
  return mediaType !== DOCX && MARKUP.test(header);
}

/** Leaves letters of any script, and drops what could disguise a name: paths, control and direction characters. */
export function documentName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  const plain = base
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, "")
    .trim();
  if (plain.length <= NAME_CHARACTERS_MAX) return plain === "" ? "document" : plain;
  const extension = /\.[^.]{1,8}$/.exec(plain)?.[0] ?? "";
  return plain.slice(0, NAME_CHARACTERS_MAX - extension.length) + extension;
}

const NAME_CHARACTERS_MAX = 160;
