import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import { fr } from "../../app/_messages/fr";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { airlineAnswers, caseIdOf } from "./apply-pages";
import { expectNoOverflow, settled } from "./check-page";
import { expectAnswers } from "./fill-step";
import { type JourneyStack, journeyStack } from "./journey-stack";
import { pressWithKeys, tabTo } from "./keyboard";
import { newPerson, type Person, signInHere } from "./person";
import { typeStepByKeys } from "./type-step";

const WALK_MS = 600_000;
const APPLICANT = "Tom Whitfield";
const { apply, form } = fr;

// Someone on a phone without a mouse who reads French, with the facts of an airline.
describeWith("chromium")("an application in French, by keyboard alone, on a narrow screen", () => {
  let stack: JourneyStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await journeyStack();
    browser = await launchChromium();
  }, WALK_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.end();
  }, WALK_MS);

  it(
    "is typed, saved, shown with its documents, signed and screened",
    async () => {
      const person = await newPerson(browser, stack.portalUrl, APPLICANT, {
        locale: "fr-FR",
        viewport: { width: 390, height: 844 },
      });
      const { page } = person;
      await person.open("/sign-in");
      await signInHere(person);
      await begin(page);
      for (const answers of airlineAnswers()) {
        await page.getByRole("heading", { level: 1, name: form[answers.step.section].title }).waitFor();
        await settled(page);
        await typeStepByKeys(page, answers);
        await expectAnswers(page, answers);
        await page
          .getByRole("status")
          .filter({ hasText: /Enregistré à \d\d:\d\d/ })
          .waitFor();
        await expectNoOverflow(page, `step ${answers.step.section} in French`);
        await pressWithKeys(page, page.getByRole("button", { name: apply.step.go }).last());
        await page.waitForURL(({ pathname }) => !pathname.endsWith(`/${answers.step.section}`));
      }
      await fileDocument(person);
      await sign(page);
      await person.leave();
    },
    WALK_MS,
  );

  it(
    "is read in French from the sign-in on, by someone who chose it in another browser",
    async () => {
      const here = await newPerson(browser, stack.portalUrl, APPLICANT, { locale: "en-GB" });
      await here.open("/sign-in");
      await signInHere(here);
      await here.page.getByRole("button", { name: "Français" }).click();
      await here.page.locator("html[lang=fr]").waitFor();
      await here.leave();

      const elsewhere = await newPerson(browser, stack.portalUrl, APPLICANT, { locale: "en-GB" });
      await elsewhere.open("/sign-in");
      expect(await elsewhere.page.locator("html").getAttribute("lang")).toBe("en");
      await signInHere(elsewhere);
      expect(await elsewhere.page.locator("html").getAttribute("lang")).toBe("fr");
      await elsewhere.leave();
    },
    WALK_MS,
  );
});

async function begin(page: Page): Promise<void> {
  await settled(page);
  await tabTo(page, page.getByLabel(apply.new.name));
  await page.keyboard.insertText("Embarquement volontaire");
  await pressWithKeys(page, page.getByRole("button", { name: apply.new.start }));
  await page.waitForURL(/\/organisation$/);
}

async function fileDocument({ page }: Person): Promise<void> {
  await page.getByRole("heading", { level: 1, name: apply.docs.title }).waitFor();
  await settled(page);
  await tabTo(page, page.getByLabel(apply.docs.kind));
  await page.keyboard.type(fr.labels.documentKinds.dpia);
  await tabTo(page, page.getByLabel(apply.docs.drop));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  const buffer = sampleDocument("dpia");
  await chooser.setFiles({ name: "aipd.pdf", mimeType: "application/pdf", buffer });
  await page.getByLabel(apply.docs.uploads).getByText(apply.docs.state.done).waitFor();
  await page.getByRole("link", { name: "aipd.pdf" }).waitFor();
  await expectNoOverflow(page, "documents in French");
  await pressWithKeys(page, page.getByRole("link", { name: apply.docs.continue, exact: true }));
}

async function sign(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1, name: apply.review.title }).waitFor();
  await settled(page);
  expect(await page.locator("#open-answers").innerText()).toBe(apply.review.nothingMissing);
  await expectNoOverflow(page, "review in French");
  await tabTo(page, page.getByLabel(apply.review.name));
  await page.keyboard.insertText(APPLICANT);
  await pressWithKeys(page, page.getByRole("checkbox", { name: apply.review.attest }), "Space");
  await pressWithKeys(page, page.getByRole("button", { name: apply.review.sign }));
  await page.waitForURL(({ pathname }) => pathname === `/applications/${caseIdOf(page)}`);
  await settled(page);
  expect(await page.getByRole("main").innerText()).toMatch(/APP-\d{4}-\d+/);
}
