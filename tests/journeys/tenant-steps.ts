import { expect } from "vitest";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { type Answer, verifyPair } from "../../workers/tour/call";
import { checkPage } from "./check-page";
import { type Journey, known } from "./journey";
import { type Person, signInAs } from "./person";
import { makeKey, revokeKey, waitForLiveGrant } from "./tenant-pages";

const ADMIN = "Amara Lindgren";
const TENANT = "Northwind Airways Ltd";

/** Two photographs of one man, compared over HTTP with a key. */
async function compare({ gatewayUrl }: Journey, key: string): Promise<Answer> {
  const [pair] = (await samplePhotographs()).samePerson;
  if (pair === undefined) throw new Error("the sample photographs are missing");
  return verifyPair(gatewayUrl, key, [pair[0].jpeg, pair[1].jpeg]);
}

/** The grant in plain words, a key that is shown once, and the first call with it. */
export async function useTheGrant(journey: Journey): Promise<void> {
  const person = await signInAs(journey.browser, journey.portalUrl, ADMIN);
  await waitForLiveGrant(person, known(journey, "reference"));
  await checkPage(person, "tenant, a grant");
  const name = `gates of ${known(journey, "reference")}`;
  const secret = await makeKey(person, known(journey, "reference"), name);
  await checkPage(person, "tenant, a new key");
  journey.key = { name, secret };
  await person.open("/tenant");
  expect(await person.page.content()).not.toContain(secret);
  const { httpStatus, body, decision } = await compare(journey, secret);
  expect(httpStatus, JSON.stringify(body)).toBe(200);
  expect(body.match).toBe(true);
  expect(body.decision_id).toBe(decision);
  await person.open(`/applications/${known(journey, "applicationId")}`);
  await checkPage(person, "status, approved");
  await person.leave();
}

/** The admin ends the key in the page, and the very next call is refused. */
export async function endTheKey(journey: Journey): Promise<void> {
  const key = known(journey, "key");
  const person = await signInAs(journey.browser, journey.portalUrl, ADMIN);
  await person.open("/tenant");
  await revokeKey(person.page, key);
  await checkPage(person, "tenant, a revoked key");
  const { httpStatus, body } = await compare(journey, key.secret);
  expect([httpStatus, body.code]).toEqual([401, "key_revoked"]);
  await person.leave();
}

/** One person suspends, at once; two lift. */
export async function suspendAndLift(journey: Journey): Promise<void> {
  const { browser, portalUrl } = journey;
  const admin = await signInAs(browser, portalUrl, ADMIN);
  await waitForLiveGrant(admin, known(journey, "reference"));
  const secret = await makeKey(admin, known(journey, "reference"), `spare of ${known(journey, "reference")}`);
  const operator = await signInAs(browser, portalUrl, "Olga Petrova");
  await checkPage(operator, "tenants");
  await suspend(operator);
  const refused = await compare(journey, secret);
  expect([refused.httpStatus, refused.body.code]).toEqual([403, "tenant_suspended"]);
  await admin.open("/tenant");
  await admin.page.getByText("Access is suspended").waitFor();
  await checkPage(admin, "tenant, suspended");

  await lift(operator, "Ask to lift it");
  await checkPage(operator, "tenant of the operator, a lift asked for");
  expect((await compare(journey, secret)).httpStatus).toBe(403);
  const second = await signInAs(browser, portalUrl, "Victor Salgado");
  await second.open(new URL(operator.page.url()).pathname);
  await lift(second, "Lift, as the second person");
  await second.page.getByRole("button", { name: "Suspend this tenant" }).waitFor();
  expect((await compare(journey, secret)).httpStatus).toBe(200);
  await Promise.all([admin.leave(), operator.leave(), second.leave()]);
}

async function suspend(operator: Person): Promise<void> {
  const { page } = operator;
  await operator.open("/operate/switches");
  await checkPage(operator, "kill switches");
  await throwNothing(operator);
  await operator.open("/operate");
  await page.getByRole("link", { name: TENANT }).click();
  await page.getByRole("heading", { level: 1, name: TENANT }).waitFor();
  await checkPage(operator, "tenant of the operator");
  const form = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: "Suspend this tenant" }) });
  await form.getByRole("button").click();
  await form.getByRole("alert").waitFor();
  await form.getByLabel(/^Why/).fill("The journey shows how");
  await form.getByRole("button").click();
  await page.getByText("Every call of this tenant is refused").waitFor();
  await checkPage(operator, "tenant of the operator, suspended");
}

/** A switch that is refused for want of a reason: what was chosen and typed stays, and the link leads to the gap. */
async function throwNothing({ page }: Person): Promise<void> {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Throw the switch" }) });
  await form.getByLabel("What it stops").selectOption("jurisdiction");
  await form.getByLabel("Which one").fill("US-IL");
  await form.getByRole("button").click();
  await form.getByRole("alert").getByRole("link", { name: /^Why/ }).click();
  expect(await form.getByLabel(/^Why/).evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await form.getByLabel("What it stops").inputValue()).toBe("jurisdiction");
  expect(await form.getByLabel("Which one").inputValue()).toBe("US-IL");
}

async function lift({ page }: Person, button: string): Promise<void> {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: button }) });
  await form.getByLabel(/^Why/).fill("The journey goes on");
  await form.getByRole("button").click();
  await form.waitFor({ state: "detached" });
}
