import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "playwright-core";
import { freePort } from "#lib/platform/free-port";
import { requireProgram } from "#tests/support/needs";

const APPLICANT = /Tom Whitfield/;

/** A browser with an empty profile that Lighthouse looks through. */
export type BenchBrowser = {
  debugPort: number;
  /** As one of the demo's applicants, with one click. */
  signIn: () => Promise<void>;
  /** Begins an application. @returns the path of its page */
  openDraft: () => Promise<string>;
  close: () => Promise<void>;
};

/** @throws Error naming what to install when there is no Chromium, or when nothing answers at `portal` */
export async function openBrowser(portal: string): Promise<BenchBrowser> {
  const debugPort = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), "countersign-pages-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireProgram("chromium"),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      `--remote-debugging-port=${debugPort}`,
    ],
    baseURL: portal,
  });
  const page = await context.newPage();
  await page.goto("/");
  return {
    debugPort,
    signIn: () => signIn(page),
    openDraft: () => openDraft(page),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: APPLICANT }).click();
  await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
}

async function openDraft(page: Page): Promise<string> {
  await page.goto("/applications");
  await page.locator("input[name=title]").fill("Pages, measured");
  await page.locator("form:has(input[name=title]) button").click();
  await page.waitForURL(/\/applications\/app_\w+\//);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}
