import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import { checkPage } from "./check-page";
import { type JourneyStack, journeyStack } from "./journey-stack";
import { newPerson, signInAs } from "./person";

const LOOK_MS = 240_000;

// Each page that the journey does not come by, as its reader meets it: accessible, no wider than the window, no fault
// in the console.
describeWith("chromium")("the pages", () => {
  let stack: JourneyStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await journeyStack();
    browser = await launchChromium();
  }, LOOK_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.end();
  }, LOOK_MS);

  it(
    "are whole for a stranger",
    async () => {
      const stranger = await newPerson(browser, stack.portalUrl);
      for (const path of ["/policy", "/self-check", "/concern", "/invitation", "/invitation/staff"]) {
        await stranger.open(path);
        await checkPage(stranger, path);
      }
      await stranger.leave();
    },
    LOOK_MS,
  );

  it.each([
    [
      "Amara Lindgren",
      [
        "/tenant",
        "/tenant/webhooks",
        "/tenant/findings",
        "/organisation",
        "/inbox",
        "/inbox/settings",
        "/mailbox",
      ],
    ],
    ["Mei Osei", ["/review", "/review?show=all"]],
    ["Carl Jensen", ["/review/concerns"]],
    ["Olga Petrova", ["/operate", "/operate/switches", "/operate/fairness", "/operate/findings"]],
    [
      "Victor Salgado",
      [
        "/operate/facts",
        "/operate/packs",
        "/operate/people",
        "/operate/people/new",
        "/operate/review",
        "/operate/ledger",
      ],
    ],
  ])(
    "are whole for %s",
    async (name, paths) => {
      const person = await signInAs(browser, stack.portalUrl, name);
      for (const path of paths) {
        await person.open(path);
        await checkPage(person, `${name} ${path}`);
      }
      await person.leave();
    },
    LOOK_MS,
  );
});
