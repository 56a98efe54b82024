import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import { checkPage, settled } from "./check-page";
import { type JourneyStack, journeyStack } from "./journey-stack";
import { newPerson, signInAs } from "./person";

const STEP_MS = 240_000;
const FOLLOWED = /\/concern\/[A-Za-z0-9_-]{43}$/;

/** What a form meets on the open web: markup, a script that runs right to left, a word without end. */
const HOSTILE = `<script>alert(1)</script> ${"مرحبا ".repeat(30)}${"x".repeat(400)}\u202Egpj.exe`;

// What strangers do without an account, each in a browser of their own.
describeWith("chromium")("the policy in the open", () => {
  let stack: JourneyStack;
  let browser: Browser;
  let reference = "";

  beforeAll(async () => {
    stack = await journeyStack();
    browser = await launchChromium();
  }, STEP_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.end();
  }, STEP_MS);

  it(
    "leads from a rule that would fire to its full text",
    async () => {
      const stranger = await newPerson(browser, stack.portalUrl);
      const { page } = stranger;
      await stranger.open("/self-check");
      await page.getByRole("button", { name: "See what the policy says" }).click();
      // A plain form with every name in it: all but the menus' own are open.
      await page.getByText("Some answers are missing").waitFor();
      await answerTenQuestions(page);
      await page.getByRole("button", { name: "See what the policy says" }).click();
      await page.getByRole("heading", { name: "Rules that would fire" }).waitFor();
      await settled(page);
      await checkPage(stranger, "self-check, answered");
      await page.getByRole("link", { name: "HS07" }).click();
      await page.waitForURL(/\/policy#HS07$/);
      expect(await page.locator("#HS07").innerText()).toMatch(/Scraped galleries/);
      await stranger.leave();
    },
    STEP_MS,
  );

  it(
    "shows the rules that can fire at a place, by its address alone",
    async () => {
      const stranger = await newPerson(browser, stack.portalUrl);
      await stranger.open("/policy?place=US-IL&effect=block");
      const shown = await stranger.page
        .locator("article[id^=HS]")
        .evaluateAll((all) => all.map(({ id }) => id));
      expect(shown).toContain("HS14");
      expect(shown).not.toContain("HS11");
      await stranger.leave();
    },
    STEP_MS,
  );

  it(
    "takes a concern without scripts, and keeps what was typed while it is refused",
    async () => {
      const context = await browser.newContext({ baseURL: stack.portalUrl, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto("/concern");
      await page.getByLabel("What happened?").fill(HOSTILE);
      await page.getByRole("button", { name: "Send the concern" }).click();
      await page.getByRole("main").getByRole("alert").waitFor();
      expect(await page.getByLabel("What happened?").inputValue()).toContain("<script>");
      await fillConcern(page);
      await page.waitForURL(FOLLOWED);
      expect(await page.getByText("Your concern").count()).toBeGreaterThan(0);
      await context.close();
    },
    STEP_MS,
  );

  it(
    "takes a concern with whatever was typed into it, and shows it to whoever has the link",
    async () => {
      const filer = await newPerson(browser, stack.portalUrl, "a filer");
      const { page } = filer;
      await filer.open("/concern");
      await page.getByRole("button", { name: "Send the concern" }).click();
      await page.getByRole("main").getByRole("alert").waitFor();
      await checkPage(filer, "concern, refused");
      await page.getByLabel("What happened?").fill(HOSTILE);
      await fillConcern(page);
      await page.waitForURL(FOLLOWED);
      await settled(page);
      await checkPage(filer, "concern, followed");
      reference = await page.locator("main header p").first().innerText();
      // The word's turning character is gone, the markup is text.
      expect(await page.locator("main").innerText()).toContain("<script>alert(1)</script>");
      expect(await page.locator("main").innerText()).not.toContain("\u202E");
      await filer.leave();
    },
    STEP_MS,
  );

  it(
    "has the concern read by compliance, and decided by someone else",
    async () => {
      const desk = await signInAs(browser, stack.portalUrl, "Carl Jensen");
      await desk.open("/review/concerns");
      await openConcern(desk.page, reference);
      await checkPage(desk, "concern, for the desk");
      await desk.page.getByLabel("What you found out").fill("A kiosk that is not ours.");
      await desk.page.getByRole("button", { name: "It was read" }).click();
      await desk.page.getByText("Being looked into").first().waitFor();
      await desk.leave();

      const appeals = await signInAs(browser, stack.portalUrl, "Samir Haddad");
      await appeals.open("/review/concerns?state=triaged");
      await openConcern(appeals.page, reference);
      await appeals.page.getByLabel("Upheld", { exact: false }).first().check();
      await appeals.page.getByLabel("The answer to the filer").fill("The system was not ours.");
      await appeals.page.getByRole("button", { name: "Decide" }).click();
      // Upheld needs the approval that it is about; the choice that was made stays.
      await appeals.page.getByRole("main").getByRole("alert").waitFor();
      await checkPage(appeals, "concern, to be decided");
      await appeals.page.getByLabel("No case", { exact: false }).check();
      await appeals.page.getByRole("button", { name: "Decide" }).click();
      await appeals.page.getByText("Not about us").first().waitFor();
      await appeals.leave();
    },
    STEP_MS,
  );
});

async function fillConcern(page: Page): Promise<void> {
  await page.getByLabel("I am the person concerned").check();
  await page.getByLabel("Where?").fill("<img src=x onerror=alert(2)>");
  await page.getByLabel("When?").fill("3 November, about noon");
  await page.getByRole("button", { name: "Send the concern" }).click();
}

async function openConcern(page: Page, reference: string): Promise<void> {
  await page.locator("main li").filter({ hasText: reference }).getByRole("link").click();
  await page.waitForURL(/\/review\/concerns\/cnc_/);
  await settled(page);
}

async function answerTenQuestions(page: Page): Promise<void> {
  const menus = {
    who: "commercial",
    use: "access_control",
    camera: "fixed",
    country: "GB",
    place: "shop",
    gallery: "public_web",
  };
  for (const [name, value] of Object.entries(menus)) {
    await page.locator(`select[name=${name}]`).selectOption(value);
  }
  for (const name of ["mode-staff", "space-semi_public", "adults-yes", "optional-yes"]) {
    await page.locator(`#${name}`).check();
  }
  for (const name of ["operation-identify_1_n", "subject-customers", "consequence-access", "output-assist"]) {
    await page.locator(`#${name}`).check();
  }
  await page.locator("#acts-no").check();
}
