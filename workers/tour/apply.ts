import { readFileSync } from "node:fs";
import path from "node:path";
import { sampleDocument } from "../../prisma/samples/sample-document";
import type { Page, Portal } from "./portal";
import { problemTextWords } from "./problem-words";
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
  body.set(
    "file",
    new File([new Uint8Array(sampleDocument(kind))], `${kind}.pdf`, { type: "application/pdf" }),
  );
  const response = await portal.post(`/api/applications/${applicationId}/evidence`, body);
  const text = await response.text();
  expect(response.status < 400, () => `uploading ${kind}: ${problemTextWords(response.status, text)}`);
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
