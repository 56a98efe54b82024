import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { checkPage, settled } from "./check-page";
import { type PageWatch, watchPages } from "./page-watch";

/** Someone at a browser of their own. */
export type Person = {
  name: string;
  page: Page;
  context: BrowserContext;
  watch: PageWatch;
  /** Opens an address of the portal as if it were typed, and waits until the page is alive. */
  open: (path: string) => Promise<void>;
  /** Closes the browser; whatever went wrong in it since the last look is told now. */
  leave: () => Promise<void>;
};

/** Other people's work may be slow on a busy machine; what never comes fails all the same. */
const PATIENCE_MS = 60_000;

/** A stranger: nobody has signed in yet. */
export async function newPerson(
  browser: Browser,
  portalUrl: string,
  name = "a stranger",
  own: Pick<BrowserContextOptions, "viewport" | "locale" | "storageState"> = {},
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: portalUrl,
    viewport: { width: 1280, height: 900 },
    ...own,
    colorScheme: "light",
    // Colours in the middle of a transition are nobody's choice, and would be measured.
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const watch = await watchPages(context);
  const page = await context.newPage();
  return {
    name,
    page,
    context,
    watch,
    open: async (path) => {
      await page.goto(path);
      await settled(page);
    },
    leave: async () => {
      // Before closing, which breaks off whatever is still on its way.
      expect(watch.faults(), `faults on the pages of ${name}`).toEqual([]);
      await context.close();
    },
  };
}

/** One of the demo's people, signed in with one click. */
export async function signInAs(browser: Browser, portalUrl: string, name: string): Promise<Person> {
  const person = await newPerson(browser, portalUrl, name);
  await person.open("/sign-in");
  await signInHere(person);
  return person;
}

/** Presses the button of this person on the sign-in page at hand. */
export async function signInHere({ page, name }: Pick<Person, "page" | "name">): Promise<void> {
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
  await settled(page);
}

/** Ends every session of a person but a new one, from the account page in a browser of its own. */
export async function endSessionsElsewhere(browser: Browser, portalUrl: string, name: string): Promise<void> {
  const person = await signInAs(browser, portalUrl, name);
  await person.open("/account");
  await checkPage(person, "account");
  const end = person.page.getByRole("button", { name: "End it" });
  for (let left = await end.count(); left > 0; left -= 1) {
    await end.first().click();
    await end.nth(left - 1).waitFor({ state: "detached" });
  }
  await person.leave();
}
