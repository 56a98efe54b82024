import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { readCertificate } from "#lib/certificates/certificate";
import { verifyCertificate } from "#lib/certificates/verify-certificate";
import { settled } from "./check-page";
import type { Person } from "./person";

/** Chromium's virtual authenticator: one in the device, which has verified its person. */
const AUTHENTICATOR = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/** Enrols a passkey on the account page; from then on this browser has it. */
export async function enrolPasskey({ page, open }: Person, password: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: AUTHENTICATOR });
  await open("/account");
  const form = page.locator("form").filter({ has: page.getByLabel("A name for it") });
  await form.getByLabel("A name for it").fill("A laptop");
  await form.getByLabel("Your password").fill(password);
  await form.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is enrolled.").waitFor();
}

/** Signs what the page shows, with the passkey. */
export async function signByPasskey(page: Page, reason: string): Promise<void> {
  await settled(page);
  await page.getByLabel(/Why you sign/).fill(reason);
  await page.getByRole("button", { name: "Confirm with a passkey and sign" }).click();
}

/** Downloads the certificate from the record, and verifies it as a stranger would. */
export async function takeCertificate(page: Page, digest: string): Promise<void> {
  const text = await downloaded(page, "The same as data (JSON)");
  const read = readCertificate(text.toString("utf8"));
  if (!read.ok) throw new Error(read.reason);
  const verdict = verifyCertificate(read.certificate);
  if (!verdict.ok) throw new Error(verdict.failure.reason);
  expect(read.certificate.decision.digest).toBe(digest);
  expect(verdict.account.signatures.map(({ finding }) => finding)).toEqual([
    "password seen by the server; nothing to verify offline",
    expect.stringMatching(/^passkey verified \(\w+\), its key in the ledger since entry \d+$/),
  ]);
  expect((await downloaded(page, "Certificate (PDF)")).toString("latin1", 0, 5)).toBe("%PDF-");
}

/** The ledger signs over a decision within a second or so. */
const LEDGER_TRIES = 20;

async function downloaded(page: Page, link: string): Promise<Buffer> {
  const href = await page.getByRole("link", { name: link }).getAttribute("href");
  const url = new URL(href ?? "", page.url()).href;
  for (let left = LEDGER_TRIES; (await page.request.get(url)).status() === 503 && left > 0; left -= 1) {
    await sleep(500);
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  return readFileSync(await (await download).path());
}
