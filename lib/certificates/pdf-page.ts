import PDFDocument from "pdfkit";
import { type Face, registerFonts } from "./pdf-fonts";

const POINTS_PER_MM = 72 / 25.4;
const MARGIN = 22 * POINTS_PER_MM;
const INK = "#1b1a17";
const QUIET = "#5c574d";

/** A sheet of text, tagged for screen readers: what is written comes under the heading before it. */
export type Sheet = {
  heading: (level: 1 | 2, text: string) => void;
  paragraph: (text: string, look?: { face?: Face; quiet?: boolean }) => void;
  /** A term and what is said of it. */
  item: (term: string, text: string, face?: Face) => void;
  /** Puts a file into the document, as it is. */
  attach: (name: string, text: string, description: string, at: Date) => void;
  end: () => Promise<Uint8Array>;
};

/**
 * Begins a document: A4, tagged (PDF/UA's structure), with a title and a language, its fonts embedded.
 *
 * @param head.at what the document says of when it was made: the decision's own time, so that one certificate has one PDF
 */
export function openSheet(head: { title: string; subject: string; at: Date; foot: string }): Sheet {
  const doc = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    pdfVersion: "1.7",
    lang: "en",
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: head.title,
      Subject: head.subject,
      Author: "Countersign",
      CreationDate: head.at,
      ModDate: head.at,
    },
  });
  const chunks: Uint8Array[] = [];
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const setOf = registerFonts(doc);
  const root = doc.struct("Document");
  doc.addStructure(root);

  const write = (text: string, face: Face, size: number, colour: string) => {
    const runs = setOf(text, face);
    for (const [place, run] of runs.entries()) {
      doc.font(run.font).fontSize(size).fillColor(colour);
      doc.text(run.text, { continued: place < runs.length - 1, lineGap: 1.5 });
    }
  };
  return {
    heading: (level, text) => {
      doc.moveDown(level === 1 ? 0 : 0.9);
      // Not the last line of a page.
      if (doc.y > doc.page.height - MARGIN - 60) doc.addPage();
      root.add(doc.struct(`H${level}`, {}, () => write(text, "strong", level === 1 ? 22 : 13, INK)));
      doc.moveDown(0.3);
    },
    paragraph: (text, { face = "text", quiet = false } = {}) => {
      const size = face === "mono" ? 8.5 : 10.5;
      root.add(doc.struct("P", {}, () => write(text, face, size, quiet ? QUIET : INK)));
      doc.moveDown(0.35);
    },
    item: (term, text, face = "text") => {
      root.add(doc.struct("P", {}, () => write(term, "text", 9, QUIET)));
      root.add(doc.struct("P", {}, () => write(text, face, face === "mono" ? 8.5 : 10.5, INK)));
      doc.moveDown(0.35);
    },
    attach: (name, text, description, at) => {
      const file = { name, type: "application/json", description, creationDate: at, modifiedDate: at };
      doc.file(Buffer.from(text, "utf8"), file);
    },
    end: () =>
      new Promise((resolve, reject) => {
        doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
        doc.on("error", reject);
        root.end();
        numberPages(doc, head.foot);
        doc.end();
      }),
  };
}

/** Below the text, and no part of it. */
function numberPages(doc: PDFKit.PDFDocument, foot: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Text below the margin would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.markContent("Artifact", { type: "Pagination" });
    doc.font("mono").fontSize(7.5).fillColor(QUIET);
    const at = doc.page.height - MARGIN / 2 - 8;
    doc.text(`${foot}   ${page - start + 1} / ${count}`, MARGIN, at, { lineBreak: false });
    doc.endMarkedContent();
  }
}
