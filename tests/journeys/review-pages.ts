import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { checkPage, settled } from "./check-page";
import type { Person } from "./person";

/** What a reviewer writes under a score. */
export function rationaleFor(factor: string): string {
  return `The evidence for ${factor} meets the anchor for three points; an independent audit is still missing.`;
}

/** The link to a case in the queue. */
export function caseInQueue(page: Page, reference: string): Locator {
  return page.getByRole("row").filter({ hasText: reference }).getByRole("link");
}

/** Opens a case from the queue. */
export async function openCase({ page, open }: Person, reference: string): Promise<void> {
  await open("/review?show=all");
  await caseInQueue(page, reference).click();
  await page.getByRole("navigation", { name: "Factors" }).waitFor();
  await settled(page);
}

export async function declareNoConflict(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "I have none" }).check();
  await page.getByRole("button", { name: "Declare" }).click();
  await page.getByRole("radio", { name: "I have none" }).waitFor({ state: "detached" });
}

export async function takeLane(page: Page, lane: string): Promise<void> {
  await page.getByRole("button", { name: `Take the lane ${lane}` }).click();
  await ownFactors(page).first().waitFor();
}

/** The factors that the page lists as its reader's own. */
export function ownFactors(page: Page): Locator {
  const own = page.getByRole("navigation", { name: "Factors" }).locator("div", { hasText: ", yours" });
  return own.getByRole("link");
}

export async function ownFactorIds(page: Page): Promise<readonly string[]> {
  const texts = await ownFactors(page).allInnerTexts();
  const ids = texts.map((text) => /F\d\d/.exec(text)?.[0] ?? text);
  expect(ids.length).toBeGreaterThan(0);
  return ids;
}

/** The page has come to this factor. */
export async function atFactor(page: Page, factor: string): Promise<void> {
  const list = page.getByRole("navigation", { name: "Factors" });
  // Once a seat, where two people score it.
  await list.locator("[aria-current]").filter({ hasText: factor }).first().waitFor();
  await settled(page);
}

/**
 * With the mouse: an anchor and why, factor after factor, and the lock at the end.
 *
 * @param lane as the page names it: `legal`, or `legal (second)`
 * @param points of every factor
 */
export async function scoreLane(person: Person, lane: string, points = 3): Promise<void> {
  const { page } = person;
  const factors = await ownFactorIds(page);
  for (const [index, factor] of factors.entries()) {
    await atFactor(page, factor);
    await page.getByRole("radio", { name: new RegExp(`^${points} `) }).check();
    await page.getByLabel(/Why this score/).fill(rationaleFor(factor));
    const isLast = index === factors.length - 1;
    const button = isLast ? /Save and lock my lane/ : "Save, next factor";
    await page.getByRole("button", { name: button }).click();
  }
  await expectLocked(page, lane);
}

export async function expectLocked(page: Page, lane: string): Promise<void> {
  await page.getByRole("navigation", { name: "Factors" }).getByText(`${lane}, yours, locked`).waitFor();
}

/** Signs what the page shows; the outcome is for the caller to look at. */
export async function sign(
  page: Page,
  reason: string,
  password: string,
  button: string | RegExp = "Sign the approval",
): Promise<void> {
  await page.getByLabel(/Why you sign/).fill(reason);
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: button }).click();
}

/** The digest that the sign-off page shows, as people compare it. */
export async function shownDigest(page: Page): Promise<string> {
  const text = await page.getByRole("complementary", { name: "Signatures" }).locator("code").innerText();
  const digest = text.replaceAll(/\s/g, "");
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  return digest;
}

/** Looks at a page of the case under its own name. */
export async function lookAt(person: Person, tab: string, name: string): Promise<void> {
  await person.page.getByRole("navigation", { name: "Case" }).getByRole("link", { name: tab }).click();
  await person.page.getByRole("link", { name: tab, exact: true }).and(current(person.page)).waitFor();
  await checkPage(person, name);
}

function current(page: Page): Locator {
  return page.locator("[aria-current=page]");
}
