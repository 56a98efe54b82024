import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { sfntOf } from "./sfnt-of";

type Document = PDFKit.PDFDocument;

/** Scripts that the serif has, each in a file of its own; a character is set in the first that has it. */
const SUBSETS = ["latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese"] as const;
const WEIGHTS = { text: 400, strong: 600 } as const;
/** For characters that none of them has; the attached JSON has them. */
const MISSING = "\uFFFD";
const SHOWN_FOR_MISSING = "?";

export type Face = keyof typeof WEIGHTS | "mono";
export type Run = { font: string; text: string };

/**
 * Registers the faces of a certificate, embedded, so that it looks and reads the same everywhere.
 *
 * @returns how a text is set: runs of characters, each with a font that has them
 */
export function registerFonts(doc: Document): (text: string, face: Face) => Run[] {
  // From the project and not from this file, which a bundler may have moved.
  const files = createRequire(path.join(process.cwd(), "package.json"));
  const coverage = new Map<string, (codePoint: number) => boolean>();
  const embed = (font: string, file: string) => {
    doc.registerFont(font, sfntOf(readFileSync(files.resolve(`@fontsource/${file}-normal.woff`))));
    coverage.set(font, covers(doc, font));
  };
  embed("mono", "ibm-plex-mono/files/ibm-plex-mono-latin-400");
  for (const weight of Object.values(WEIGHTS)) {
    for (const subset of SUBSETS) {
      const font = `${subset}-${weight}`;
      embed(font, `source-serif-4/files/source-serif-4-${font}`);
    }
  }
  const fontsOf = (face: Face) =>
    face === "mono" ? ["mono"] : SUBSETS.map((subset) => `${subset}-${WEIGHTS[face]}`);
  return (text, face) => runsOf(text, fontsOf(face), coverage);
}

/** pdfkit's types say nothing of the font that it holds; fontkit's has this. */
function covers(doc: Document, font: string): (codePoint: number) => boolean {
  doc.font(font);
  const held = doc as unknown as {
    _font: { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } };
  };
  const { font: own } = held._font;
  return (codePoint) => own.hasGlyphForCodePoint(codePoint);
}

function runsOf(
  text: string,
  fonts: readonly string[],
  coverage: ReadonlyMap<string, (codePoint: number) => boolean>,
): Run[] {
  const runs: Run[] = [];
  for (const char of text.normalize("NFC")) {
    const last = runs.at(-1);
    const isBlank = /\s/.test(char);
    const font = isBlank ? last?.font : fonts.find((name) => coverage.get(name)?.(char.codePointAt(0) ?? 0));
    const set = font ?? fonts[0] ?? "";
    const shown = font === undefined && !isBlank && char !== MISSING ? SHOWN_FOR_MISSING : char;
    if (last?.font === set) last.text += shown;
    else runs.push({ font: set, text: shown });
  }
  return runs;
}
