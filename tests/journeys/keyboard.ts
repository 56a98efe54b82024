import type { Locator, Page } from "playwright-core";
import { atFactor, caseInQueue, expectLocked, ownFactorIds, ownFactors, rationaleFor } from "./review-pages";

/** More stops than any page has between two of its controls. */
const STOPS_MAX = 200;

/** Goes to a control with the Tab key alone. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await hasFocus(control)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${control} at ${page.url()}`);
}

/** Walks with `j` to an item of the page's list. */
export async function walkTo(page: Page, item: Locator): Promise<void> {
  await item.waitFor();
  for (let step = 0; step < STOPS_MAX; step += 1) {
    await page.keyboard.press("j");
    if (await hasFocus(item)) return;
  }
  throw new Error(`the key j does not reach ${item} at ${page.url()}`);
}

/** Presses a button without the mouse. */
export async function pressWithKeys(page: Page, button: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press(key);
}

/** From the queue to the locked lane without a mouse. */
export async function scoreLaneByKeyboard(page: Page, reference: string, lane: string): Promise<void> {
  await walkTo(page, caseInQueue(page, reference));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("radio", { name: "I have none" }));
  await page.keyboard.press("Space");
  await pressWithKeys(page, page.getByRole("button", { name: "Declare" }));
  await pressWithKeys(page, page.getByRole("button", { name: `Take the lane ${lane}` }));
  await ownFactors(page).first().waitFor();
  const factors = await ownFactorIds(page);
  for (const [index, factor] of factors.entries()) {
    await atFactor(page, factor);
    await page.keyboard.press("3");
    await tabTo(page, page.getByLabel(/Why this score/));
    await page.keyboard.type(rationaleFor(factor));
    if (index === factors.length - 1) await page.keyboard.press("Control+Enter");
    else await pressWithKeys(page, page.getByRole("button", { name: "Save, next factor" }));
  }
  await expectLocked(page, lane);
}

function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
