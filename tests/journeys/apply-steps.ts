import { expect } from "vitest";
import {
  airlineAnswers,
  attestAndSubmit,
  chooseFile,
  importApplication,
  openApplication,
  typeStep,
  uploadDocument,
  uploadWithProgress,
} from "./apply-pages";
import { checkPage, settled } from "./check-page";
import { answer, waitUntilSaved } from "./fill-step";
import { type Journey, known } from "./journey";
import { endSessionsElsewhere, newPerson, signInAs, signInHere } from "./person";

const APPLICANT = "Tom Whitfield";
const COLLEAGUE = "Priya Raman";
const STRANGER = "Niamh Doyle";
const DOCUMENTS = ["legal_memo", "notice_text", "consent_text", "sop", "test_report", "retention_schedule"];
const HURRIED = "A staffed lane beside each gate.";
const FALLBACK = "A staffed lane beside each gate, as quick, and without a word about why.";

/** Front page, sign-in, sign-up; an address that asks for someone leads through the sign-in page and back. */
export async function meetTheDoor({ browser, portalUrl }: Journey): Promise<void> {
  const person = await newPerson(browser, portalUrl, APPLICANT);
  const { page } = person;
  await person.open("/");
  await checkPage(person, "front page");
  await page.getByRole("link", { name: "Apply for access" }).click();
  await page.waitForURL(/\/sign-in\?next=/);
  await checkPage(person, "sign-in");
  await page.getByRole("link", { name: /new here/ }).click();
  await page.waitForURL(/\/sign-up/);
  await checkPage(person, "sign-up");
  await page.goBack();
  await settled(page);
  await signInHere(person);
  expect(new URL(page.url()).pathname).toBe("/applications");
  await checkPage(person, "applications");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await person.leave();
}

/** Ten steps typed by hand, but for one answer that is left open. */
export async function typeTenSteps(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, APPLICANT);
  journey.applicationId = await openApplication(person, journey.title);
  for (const answers of airlineAnswers()) {
    const isPurpose = answers.step.section === "purpose";
    await typeStep(
      person,
      isPurpose ? { ...answers, values: { ...Object(answers.values), problem: "" } } : answers,
    );
  }
  await person.page.waitForURL(/\/evidence$/);
  await person.leave();
}

/** The session ends in another browser while a step is being typed. */
export async function typeThroughTheEndOfTheSession(journey: Journey): Promise<void> {
  const { browser, portalUrl } = journey;
  const step = `/applications/${known(journey, "applicationId")}/oversight`;
  const typing = await signInAs(browser, portalUrl, COLLEAGUE);
  await typing.open(step);
  await endSessionsElsewhere(browser, portalUrl, COLLEAGUE);

  typing.watch.allow({ status: 401, path: /\/draft\/oversight$/ });
  await answer(typing.page, "oversight.fallback", FALLBACK);
  await typing.page.getByText("Could not save, kept here.").waitFor();
  await checkPage(typing, "step with an ended session");
  await typing.page.getByRole("link", { name: "Sign in again" }).click();
  await typing.page.waitForURL(/\/sign-in/);
  await settled(typing.page);
  await signInHere(typing);
  expect(new URL(typing.page.url()).pathname).toBe(step);
  await typing.page.getByText("This browser kept text that was not saved").waitFor();
  await checkPage(typing, "step with kept text");
  await typing.page.getByRole("button", { name: "Put it back" }).click();
  await waitUntilSaved(typing.page);
  await typing.page.reload();
  expect(await typing.page.locator("[name='oversight.fallback']").inputValue()).toBe(FALLBACK);
  await typing.leave();
}

/** A step that is left by a link in the middle of a word. */
export async function leaveAStepAtOnce(journey: Journey): Promise<void> {
  const step = `/applications/${known(journey, "applicationId")}/oversight`;
  const person = await signInAs(journey.browser, journey.portalUrl, COLLEAGUE);
  const { page } = person;
  await person.open(step);
  const saved = page.waitForResponse(
    (response) => response.request().method() === "PUT" && response.url().endsWith("/draft/oversight"),
  );
  await answer(page, "oversight.fallback", HURRIED);
  await page
    .getByRole("navigation", { name: "Steps" })
    .getByRole("link", { name: /Documents/ })
    .click();
  expect((await saved).status()).toBe(200);
  await person.open(step);
  expect(await page.locator("[name='oversight.fallback']").inputValue()).toBe(HURRIED);
  await answer(page, "oversight.fallback", FALLBACK);
  await waitUntilSaved(page);
  await person.leave();
}

/** Documents: one that is not what it claims, one that is watched on its way, and the others. */
export async function fileDocuments(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, APPLICANT);
  const { page } = person;
  await person.open(`/applications/${known(journey, "applicationId")}/evidence`);
  await checkPage(person, "evidence, empty");
  expect(await page.getByRole("button", { name: "Upload" }).isVisible()).toBe(false);
  person.watch.allow({ status: 400, path: /\/uploads\/upl_\w+$/ });
  const disguised = Buffer.from("MZ, a program that calls itself a document");
  await chooseFile(page, "dpia", { name: "dpia.pdf", mimeType: "application/pdf", buffer: disguised });
  const refused = page.getByLabel("Uploads").getByRole("listitem").filter({ hasText: "refused" });
  expect(await refused.innerText()).toMatch(/PDF, PNG, JPEG/);
  await checkPage(person, "evidence, refused");
  await uploadWithProgress(page, "dpia");
  for (const kind of DOCUMENTS) await uploadDocument(page, kind);
  for (const kind of ["dpia", ...DOCUMENTS]) {
    await page.getByRole("link", { name: `${kind}.pdf` }).waitFor();
  }
  await checkPage(person, "evidence");
  await person.leave();
}

/** Signs too early, is led to the answer that is open, gives it, and signs. */
export async function reviewAndSubmit(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, APPLICANT);
  const { page } = person;
  const id = known(journey, "applicationId");
  await person.open(`/applications/${id}/review`);
  await checkPage(person, "review, an answer open");
  await attestAndSubmit(page, APPLICANT);
  const refusal = page.getByRole("alert").filter({ hasText: "missing" });
  await refusal.waitFor();
  await checkPage(person, "review, refused");
  expect(await page.getByLabel("Your full name").inputValue()).toBe(APPLICANT);
  expect(await page.getByLabel(/I may sign for this organisation/).isChecked()).toBe(true);

  await refusal.getByRole("link").click();
  await page.getByRole("link", { name: "Which problem does it solve?" }).click();
  await page.waitForURL(/\/purpose#purpose\.problem$/);
  await settled(page);
  await answer(page, "purpose.problem", "Boarding queues of 25 minutes at six gates");
  await waitUntilSaved(page);
  await page
    .getByRole("navigation", { name: "Steps" })
    .getByRole("link", { name: /Review and submit/ })
    .click();
  await page.getByText("Nothing is missing.").waitFor();
  await checkPage(person, "review, complete");
  await attestAndSubmit(page, APPLICANT);
  await page.waitForURL(({ pathname }) => pathname === `/applications/${id}`);
  await settled(page);
  await checkPage(person, "status, screened");
  const words = await page.getByRole("main").innerText();
  expect(words).toMatch(/tier 1 of 4/i);
  expect(words).toContain("two people sign");
  journey.reference = /APP-\d{4}-\d+/.exec(words)?.[0];
  await person.leave();
}

/** Somebody of another organisation, with the address in hand. */
export async function lookAtAnothersCase(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, STRANGER);
  const id = known(journey, "applicationId");
  for (const path of [`/applications/${id}`, `/applications/${id}/purpose`, `/review/${id}`, "/operate"]) {
    person.watch.allow({ status: 404, path: new RegExp(`^${path}$`) });
    await person.open(path);
    await person.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    expect(await person.page.content()).not.toContain(journey.title);
  }
  await checkPage(person, "not found");
  await person.leave();
}

/** A police department of the United States: refused at once, with every reason. */
export async function beRefusedAtScreening({ browser, portalUrl }: Journey): Promise<void> {
  const person = await signInAs(browser, portalUrl, STRANGER);
  const { page } = person;
  await importApplication(person, "us-police.json");
  await attestAndSubmit(page, STRANGER);
  await page.getByRole("heading", { name: "What the policy says" }).waitFor();
  await settled(page);
  await checkPage(person, "status, refused");
  const rule = page.getByRole("listitem").filter({ hasText: "HS01" });
  expect(await rule.innerText()).toMatch(/refuses[\s\S]*What would lift it[\s\S]*Source/);
  await person.leave();
}
