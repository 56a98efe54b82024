import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page, Portal } from "./portal";
import { expect } from "./step";

const SAMPLES = path.resolve(import.meta.dirname, "../../prisma/samples");

/** Imports a sample application. @returns the draft's id */
export async function importSample(portal: Portal, sample: string): Promise<string> {
  const json = readFileSync(path.join(SAMPLES, sample), "utf8");
  const page = await portal.submit(await portal.open("/applications"), "json", {
    file: new File([json], sample, { type: "application/json" }),
  });
  const id = /\/applications\/(app_[0-9A-Za-z]+)/.exec(page.url)?.[1];
  expect(id !== undefined, () => `importing ${sample} ended at ${page.url}: ${alertOf(page)}`);
  return id;
}

/** Uploads one document of a kind. */
export async function uploadDocument(portal: Portal, applicationId: string, kind: string): Promise<void> {
  const body = new FormData();
  body.set("kind", kind);
  body.set("file", new File([samplePdf(kind)], `${kind}.pdf`, { type: "application/pdf" }));
  const response = await portal.post(`/api/applications/${applicationId}/evidence`, body);
  const text = await response.text();
  expect(response.status < 400, () => `uploading ${kind}: ${response.status} ${text.slice(0, 300)}`);
}

/** Attests and submits. @returns the status page */
export async function submitApplication(portal: Portal, applicationId: string, name: string): Promise<Page> {
  const review = await portal.open(`/applications/${applicationId}/review`);
  const page = await portal.submit(review, "attested_name", { attested_name: name, attest: "yes" });
  const submitted = page.status === 200 && page.url.endsWith(`/applications/${applicationId}`);
  expect(submitted, () => `submitting ended at ${page.url}: ${alertOf(page)}`);
  return page;
}

/** What a page says went wrong. */
export function alertOf(page: Page): string {
  const alert = page.root.querySelector("[role=alert]")?.structuredText.trim();
  return alert ?? (page.root.querySelector("main") ?? page.root).structuredText.trim().slice(0, 300);
}

/** The smallest whole PDF (ISO 32000-1 §7.5) that says what it is. */
function samplePdf(title: string): string {
  const text = `BT /F1 18 Tf 72 720 Td (${title.replaceAll("_", " ")}, written for the tour) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const table = pdf.length;
  return `${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}
