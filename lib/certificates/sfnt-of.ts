import { inflateSync } from "node:zlib";

const WOFF_HEADER_BYTES = 44;
const WOFF_ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

/**
 * A WOFF file as the plain font that is in it (https://www.w3.org/TR/WOFF/ §3 to §5). fontkit reads past the end of a
 * table whose last glyph is empty, which fails where each table is unpacked for itself and not where another follows.
 */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF file");
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(SFNT_HEADER_BYTES + count * SFNT_ENTRY_BYTES);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let table = 0; table < count; table += 1) {
    const from = WOFF_HEADER_BYTES + table * WOFF_ENTRY_BYTES;
    const to = SFNT_HEADER_BYTES + table * SFNT_ENTRY_BYTES;
    const bytes = tableAt(woff, from);
    // Tag and checksum as they are.
    woff.copy(head, to, from, from + 4);
    woff.copy(head, to + 4, from + 16, from + 20);
    head.writeUInt32BE(offset, to + 8);
    head.writeUInt32BE(bytes.length, to + 12);
    const padding = (4 - (bytes.length % 4)) % 4;
    tables.push(bytes, Buffer.alloc(padding));
    offset += bytes.length + padding;
  }
  return Buffer.concat([head, ...tables]);
}

function tableAt(woff: Buffer, entry: number): Buffer {
  const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
  if (offset === undefined || packed === undefined || length === undefined) throw new Error("no such table");
  const bytes = woff.subarray(offset, offset + packed);
  return packed === length ? bytes : inflateSync(bytes);
}
