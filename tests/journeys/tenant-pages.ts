import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { settled } from "./check-page";
import type { Person } from "./person";

/** Loads the page again until the grant of this case is live: the service makes it a moment after the signatures. */
export async function waitForLiveGrant({ page, open }: Person, reference: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await open("/tenant");
        return page
          .getByLabel("Under which grant")
          .innerText({ timeout: 1_000 })
          .catch(() => "");
      },
      { timeout: 60_000, interval: 500 },
    )
    .toContain(reference);
}

/** Makes a key under the grant of a case and copies it from the page. @returns the key */
export async function makeKey({ page }: Person, reference: string, name: string): Promise<string> {
  const grants = page.getByLabel("Under which grant");
  const grant = await grants.locator("option", { hasText: reference }).getAttribute("value");
  await grants.selectOption(grant);
  await page.getByLabel("Name", { exact: false }).fill(name);
  await page.getByLabel("Days until it ends").fill("7");
  await page.getByRole("button", { name: "Make the key" }).click();
  const made = page.getByRole("region", { name: "Your new key" });
  await made.getByText(name).waitFor();
  await made.getByRole("button", { name: "Copy" }).first().click();
  await made.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const key = /csk_live_\w+/.exec(copied)?.[0] ?? "";
  expect(await made.getByText(key).first().isVisible()).toBe(true);
  return key;
}

/** The row of a key, by the part of it that is not secret. */
function keyRow(page: Page, secret: string): Locator {
  const [, , publicId = ""] = secret.split("_");
  const keys = page.getByRole("region", { name: "Keys of your organisation" });
  return keys.getByRole("row").filter({ hasText: publicId });
}

/** Opens the fold of a key, says why, and ends it. */
export async function revokeKey(page: Page, key: { name: string; secret: string }): Promise<void> {
  const row = keyRow(page, key.secret);
  await row.getByText("Revoke…").click();
  await row.getByLabel(`Why end “${key.name}”?`).fill("The journey ends here");
  await row.getByRole("button", { name: "Revoke this key" }).click();
  await row.getByText("revoked", { exact: true }).waitFor();
  await settled(page);
}
