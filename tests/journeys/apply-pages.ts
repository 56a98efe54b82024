import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { STEPS } from "#lib/applications/form/steps";
import { PROJECT } from "#tests/support/stack";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { checkPage, settled } from "./check-page";
import { type Answers, expectAnswers, fillStep, waitUntilSaved } from "./fill-step";
import type { Person } from "./person";

/** The address of a case: its id is in it. */
const CASE_ADDRESS = /\/applications\/(app_[0-9A-Za-z]+)/;

/** Steps after which the page is loaded anew, to see that the server has what was typed. */
const RELOADED: readonly string[] = ["organisation", "purpose", "deployment"];

export function sampleFile(name: string): string {
  return path.join(PROJECT, "prisma/samples", name);
}

/** What the airline would answer, step by step. */
export function airlineAnswers(): readonly Answers[] {
  const airline: Record<string, unknown> = JSON.parse(readFileSync(sampleFile("airline.json"), "utf8"));
  return STEPS.map((step) => ({ step, values: airline[step.section] }));
}

/** Begins an empty application. @returns its id */
export async function openApplication({ page, open }: Person, title: string): Promise<string> {
  await open("/applications");
  await page.getByLabel("Short name").fill(title);
  await page.getByRole("button", { name: "Start an application" }).click();
  await page.waitForURL(/\/organisation$/);
  return caseIdOf(page);
}

/** Begins an application from a file of the samples, or from one that was just written. @returns its id */
export async function importApplication({ page, open }: Person, file: string | ChosenFile): Promise<string> {
  await open("/applications");
  const chosen = typeof file === "string" ? sampleFile(file) : file;
  await page.getByLabel("File", { exact: true }).setInputFiles(chosen);
  await page.getByRole("button", { name: "Import" }).click();
  await page.waitForURL(/\/review$/);
  return caseIdOf(page);
}

export function caseIdOf(page: Page): string {
  const id = CASE_ADDRESS.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no case at ${page.url()}`);
  return id;
}

/** Types the step at hand, sees it saved, and goes on to the next page. */
export async function typeStep(person: Person, answers: Answers): Promise<void> {
  const { page } = person;
  const { section, title } = answers.step;
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await settled(page);
  await fillStep(page, answers);
  await waitUntilSaved(page);
  if (RELOADED.includes(section)) {
    await page.reload();
    await settled(page);
    await expectAnswers(page, answers);
  }
  await checkPage(person, `step ${section}`);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.waitForURL(({ pathname }) => !pathname.endsWith(`/${section}`));
}

/** Chooses what a document is and then the file, as the page asks, and waits for what becomes of it. */
export async function uploadDocument(page: Page, kind: string): Promise<void> {
  const bytes = sampleDocument(kind);
  await chooseFile(page, kind, { name: `${kind}.pdf`, mimeType: "application/pdf", buffer: bytes });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await page.getByLabel("Uploads").getByText(`sha256 ${sha256}`).waitFor();
}

export type ChosenFile = { name: string; mimeType: string; buffer: Buffer };

export async function chooseFile(page: Page, kind: string, file: ChosenFile): Promise<void> {
  await page.getByLabel("What kind of document is it?").selectOption(kind);
  await page.getByLabel("Drop files here, or choose them").setInputFiles(file);
}

/** Holds the upload at the door until its progress is seen, since a small file is gone in a moment. */
export async function uploadWithProgress(page: Page, kind: string): Promise<void> {
  const bar = page.getByRole("progressbar", { name: `Upload of ${kind}.pdf` });
  const pieces = /\/api\/applications\/\w+\/uploads\/upl_/;
  await page.route(pieces, async (route) => {
    await bar.waitFor();
    await route.continue();
  });
  await uploadDocument(page, kind);
  await page.unroute(pieces);
  expect(await bar.count()).toBe(0);
}

/** Types the name and ticks the box of the review page, and presses the button. */
export async function attestAndSubmit(page: Page, signer: string): Promise<void> {
  await page.getByLabel("Your full name").fill(signer);
  await page.getByLabel(/I may sign for this organisation/).check();
  await page.getByRole("button", { name: "Sign and submit" }).click();
}
