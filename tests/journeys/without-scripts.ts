import { expect } from "vitest";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { caseIdOf, sampleFile } from "./apply-pages";
import type { Journey } from "./journey";
import { watchPages } from "./page-watch";

const APPLICANT = "Niamh Doyle";

/** Signs in, imports, changes an answer, files a document and is refused one, in a browser that runs no scripts. */
export async function applyWithoutScripts({ browser, portalUrl }: Journey): Promise<void> {
  const context = await browser.newContext({ baseURL: portalUrl, javaScriptEnabled: false });
  context.setDefaultTimeout(60_000);
  const watch = await watchPages(context);
  const page = await context.newPage();
  await page.goto("/applications");
  await page.getByRole("button", { name: new RegExp(APPLICANT) }).click();
  await page.waitForURL(/\/applications$/);

  await page.getByLabel("File", { exact: true }).setInputFiles(sampleFile("airline.json"));
  await page.getByRole("button", { name: "Import" }).click();
  await page.waitForURL(/\/review$/);
  const home = `/applications/${caseIdOf(page)}`;

  await page.goto(`${home}/oversight`);
  await page.getByLabel("How many trained people review answers?").fill("fourteen or so");
  await page.getByRole("button", { name: "Save and continue" }).last().click();
  await page.waitForURL(/\/data$/);
  await page.goto(`${home}/oversight`);
  const reviewers = page.getByLabel("How many trained people review answers?");
  expect(await reviewers.inputValue()).toBe("fourteen or so");
  expect(await reviewers.getAttribute("aria-invalid")).toBe("true");

  await page.goto(`${home}/evidence`);
  await page.getByLabel("What kind of document is it?").selectOption("dpia");
  const file = { name: "dpia.pdf", mimeType: "application/pdf", buffer: sampleDocument("dpia") };
  await page.getByLabel("Drop files here, or choose them").setInputFiles(file);
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("link", { name: "dpia.pdf" }).waitFor();
  await page.getByLabel("What kind of document is it?").selectOption("sop");
  await page
    .getByLabel("Drop files here, or choose them")
    .setInputFiles({ ...file, buffer: Buffer.from("MZ, a program") });
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("alert").waitFor();
  // The scripts that a page preloads are what this browser does not take.
  expect(watch.faults().filter((fault) => !fault.endsWith(".js"))).toEqual([]);
  await context.close();
}
