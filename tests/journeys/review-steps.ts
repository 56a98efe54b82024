import { expect } from "vitest";
import { DEMO_PASSWORD } from "#lib/identity/demo-people";
import { checkPage, settled } from "./check-page";
import { type Journey, known } from "./journey";
import { scoreLaneByKeyboard } from "./keyboard";
import { enrolPasskey, signByPasskey, takeCertificate } from "./passkey-steps";
import { endSessionsElsewhere, type Person, signInAs, signInHere } from "./person";
import {
  atFactor,
  declareNoConflict,
  lookAt,
  openCase,
  ownFactorIds,
  rationaleFor,
  scoreLane,
  shownDigest,
  sign,
  takeLane,
} from "./review-pages";

const REASON = "Opt-in is real, and the other lane is as quick.";

/** The first specialist, who locks too early, and whose session ends before it is saved. */
export async function scoreCompliance(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, "Carl Jensen");
  const { page } = person;
  await checkPage(person, "queue");
  await openCase(person, known(journey, "reference"));
  await checkPage(person, "dossier, before a declaration");
  await declareNoConflict(page);
  await checkPage(person, "dossier, a lane to take");
  await takeLane(page, "compliance");
  await lockWithoutReasons(person);
  await scoreLane(person, "compliance");
  await checkPage(person, "dossier, locked");
  await lookAt(person, "Documents", "documents of the case");
  await lookAt(person, "Record", "record, nothing decided");
  await person.leave();
}

async function lockWithoutReasons(person: Person): Promise<void> {
  const { page } = person;
  const [factor = ""] = await ownFactorIds(page);
  await atFactor(page, factor);
  await page.getByRole("radio", { name: /^2 / }).check();
  await page.getByRole("button", { name: /Save and lock my lane/ }).click();
  const refusal = page.getByRole("alert").filter({ hasText: `${factor} needs a reason` });
  await refusal.getByRole("link", { name: /^Why this score/ }).click();
  expect(await page.getByLabel(/Why this score/).getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByRole("radio", { name: /^2 / }).isChecked()).toBe(true);
  await checkPage(person, "dossier, a lock refused");
}

/** The second, without a mouse. */
export async function scorePrivacyByKeyboard(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, "Mei Osei");
  await scoreLaneByKeyboard(person.page, known(journey, "reference"), "privacy");
  await checkPage(person, "dossier, locked");
  await person.leave();
}

/** The third, whose session is ended in another browser in the middle of a rationale. */
export async function scoreTechnical(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, "Diego Fuentes");
  await openCase(person, known(journey, "reference"));
  await declareNoConflict(person.page);
  await takeLane(person.page, "technical");
  await saveAcrossTheEndOfTheSession(journey, person);
  await scoreLane(person, "technical");
  await checkPage(person, "dossier, revealed");
  await person.leave();
}

/** What was typed stays on the page while its writer signs in again in another tab, and is saved from there. */
async function saveAcrossTheEndOfTheSession({ browser, portalUrl }: Journey, person: Person): Promise<void> {
  const { page } = person;
  const [factor = ""] = await ownFactorIds(page);
  await page.getByLabel(/Why this score/).fill(rationaleFor(factor));
  await endSessionsElsewhere(browser, portalUrl, person.name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "Your session has ended" }).waitFor();
  expect(await page.getByLabel(/Why this score/).inputValue()).toBe(rationaleFor(factor));
  await checkPage(person, "dossier with an ended session");

  const tab = await person.context.newPage();
  await tab.goto("/sign-in");
  await settled(tab);
  await signInHere({ page: tab, name: person.name });
  await tab.close();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  await page.reload();
  await settled(page);
  expect(await page.getByLabel(/Why this score/).inputValue()).toBe(rationaleFor(factor));
}

/** Conditions beside the grant that they compile to, and a proposal. */
export async function proposeAndSign(journey: Journey): Promise<string> {
  const person = await signInAs(journey.browser, journey.portalUrl, "Ana Ferreira");
  const { page } = person;
  await openCase(person, known(journey, "reference"));
  await declareNoConflict(page);
  await page.getByRole("navigation", { name: "Case" }).getByRole("link", { name: "Decide" }).click();
  await page.getByLabel("Calls a month").waitFor();
  await settled(page);
  await checkPage(person, "decide");
  await page.getByLabel("Calls a month").fill("50000");
  await page.locator("ins").filter({ hasText: "50,000" }).waitFor();
  await page
    .getByLabel(/Further conditions/)
    .fill("A sign at each gate says that the other lane is as quick.");
  await page.getByLabel(/^Why/).fill("Opt-in is real, and deletion is proved nightly.");
  await checkPage(person, "decide, changed");
  await page.getByRole("button", { name: "Put it before the signers" }).click();
  await page.waitForURL(/\/sign$/);
  await settled(page);
  await checkPage(person, "sign");
  const digest = await shownDigest(page);
  await sign(page, REASON, "not the password");
  await page
    .getByRole("alert")
    .filter({ hasText: /password/i })
    .waitFor();
  expect(await page.getByLabel(/Why you sign/).inputValue()).toBe(REASON);
  await checkPage(person, "sign, refused");
  await sign(page, REASON, DEMO_PASSWORD);
  await page.getByText("You have signed.").waitFor();
  await checkPage(person, "sign, signed once");
  await person.leave();
  return digest;
}

/** Another person confirms the passkey of someone of the staff: until then it serves for nothing. */
async function confirmPasskeyOf({ browser, portalUrl }: Journey, name: string): Promise<void> {
  const officer = await signInAs(browser, portalUrl, "Victor Salgado");
  const { page } = officer;
  await officer.open("/operate/people");
  await page.getByRole("link", { name: `${name}: A laptop` }).click();
  await page.getByRole("heading", { name: `A passkey of ${name}` }).waitFor();
  await checkPage(officer, "passkey of the staff");
  await page.getByLabel("Your password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Confirm that it is theirs" }).click();
  await page.waitForURL(/\/operate\/people$/);
  await officer.leave();
}

/** The second signer reads the first's reason, and signs the same digest with a passkey of their own. */
export async function signAsSecond(journey: Journey, digest: string): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, "Jonas Lindqvist");
  const { page } = person;
  await enrolPasskey(person, DEMO_PASSWORD);
  await confirmPasskeyOf(journey, person.name);
  await person.open(`/review/${known(journey, "applicationId")}/sign`);
  await page.getByText(REASON).waitFor();
  expect(await shownDigest(page)).toBe(digest);
  await declareNoConflict(page);
  await person.open(`/review/${known(journey, "applicationId")}/sign`);
  expect(await shownDigest(page)).toBe(digest);
  await signByPasskey(page, "I read the same, and agree.");
  await page.waitForURL(/\/decision$/);
  await page.getByRole("heading", { name: "Approved" }).waitFor();
  await checkPage(person, "record, approved");
  await takeCertificate(page, digest);
  await person.leave();
}
