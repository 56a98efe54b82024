import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { PageWatch } from "./page-watch";

const WCAG_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
/** What depends on the width: names, roles and order are the same markup, and colours the same tokens. */
const OF_WIDTH = ["target-size", "scrollable-region-focusable"];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

/** Pages by name that were looked at whole already: once is enough for each. */
const seen = new Set<string>();

/**
 * What every page must be, whoever looks at it: accessible, no wider than its window, and without a fault in its
 * console or requests: no fault each time; the rest in light, in dark and at 390 px the first time.
 *
 * @param name what the page is and in which state, for messages and for the file names of pictures
 */
export async function checkPage(
  { page, watch }: { page: Page; watch: PageWatch },
  name: string,
): Promise<void> {
  await settled(page);
  if (!seen.has(name)) {
    seen.add(name);
    await expectAccessible(page, `${name}, 1280 px, light`);
    await expectNoOverflow(page, `${name}, 1280 px`);
    await takePicture(page, name, "1280-light");
    await checkNarrowAndDark(page, name);
  }
  expect(watch.faults(), `faults up to ${name}`).toEqual([]);
}

async function checkNarrowAndDark(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, `${name}, 1280 px, dark`, ["color-contrast"]);
  await page.setViewportSize(NARROW);
  await expectAccessible(page, `${name}, 390 px`, OF_WIDTH);
  await expectNoOverflow(page, `${name}, 390 px`);
  await takePicture(page, name, "390-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(WIDE);
}

/** Waits until fonts and scripts are there: until then a page is neither to be measured nor to be typed into. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.waitForFunction(() => {
    const part = document.querySelector("main form") ?? document.querySelector("main");
    // React marks what it has taken over; a page that its scripts have not reached yet has no such mark.
    const isAlive = part !== null && Object.keys(part).some((key) => key.startsWith("__reactFiber"));
    return isAlive && document.fonts.status === "loaded";
  });
}

async function expectAccessible(page: Page, name: string, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === undefined ? axe.withTags(WCAG_AA) : axe.withRules(rules)).analyze();
  const words = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
  );
  expect(words, `accessibility of ${name}`).toEqual([]);
  expect(await page.locator("h1").count(), `first headings of ${name}`).toBe(1);
}

/** Nothing on the page stands out of its window. */
export async function expectNoOverflow(page: Page, name: string): Promise<void> {
  const wider = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`)
      .slice(0, 5);
  });
  expect(wider, `wider than the window: ${name}`).toEqual([]);
}

/** For people to look at, never kept: only where SCREENSHOTS names a folder. */
async function takePicture(page: Page, name: string, look: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // What sticks to the window would stand in the middle of the picture.
  await page.evaluate(() => window.scrollTo(0, 0));
  const file = `${String(seen.size).padStart(2, "0")}-${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${look}.png`;
  await page.screenshot({ path: path.join(folder, file), fullPage: true });
}
