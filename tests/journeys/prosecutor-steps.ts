import { DEMO_PASSWORD } from "#lib/identity/demo-people";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { checkPage, settled } from "./check-page";
import { declareNoConflict } from "./review-pages";
import { as, type CaseAt, isUndeclared, propose, signAll, verifyAll } from "./whole-case";

const APPROVERS = ["Ana Ferreira", "Jonas Lindqvist"];
const MISSING = "The order of the investigating judge is not on file; without it nobody may be searched for.";
const DISSENT = "An order for one person does not need a gallery of twenty-five thousand.";

/** Two approvers say what is missing, instead of approving or refusing. */
export async function defer(at: CaseAt): Promise<void> {
  await propose(at, "Ana Ferreira", { outcome: /^Defer/, reasons: MISSING });
  await signAll(at, APPROVERS, "Sign the deferral");
}

/** The applicant files the order, the desk reads it, and legal puts it on record. */
export async function recordTheOrder(at: CaseAt): Promise<void> {
  await as(at, "Niamh Doyle", async (person) => {
    const { page, open } = person;
    await open(`/applications/${at.id}`);
    await page.getByText(MISSING).waitFor();
    await checkPage(person, "status, deferred");
    const form = page.locator("#deferral form");
    await form.locator("select").selectOption("enabling_statute");
    const buffer = sampleDocument("enabling_statute");
    const order = { name: "order-4-O-12-26.pdf", mimeType: "application/pdf", buffer };
    await form.locator("input[type=file]").setInputFiles(order);
    await form.getByRole("button", { name: "Add" }).click();
    await page.waitForLoadState("load");
    await settled(page);
  });
  await verifyAll(at);
  await as(at, "Victor Salgado", async (person) => {
    const { page, open } = person;
    await open(`/review/${at.id}/authority`);
    await page.getByLabel("What it is").selectOption("court_order");
    await page.getByLabel("Issued by").fill("Amtsgericht Altstadt");
    await page.getByLabel("Number or citation").fill("4 O 12/26");
    await page
      .getByLabel("Document that shows it")
      .selectOption({ label: "Enabling statute or order: order-4-O-12-26.pdf" });
    await checkPage(person, "authority, to be recorded");
    await page.getByRole("button", { name: "Record it and give the case back" }).click();
    await page.getByRole("heading", { name: "On record" }).waitFor();
  });
}

/** The board votes over the digest of the proposal; whoever is outvoted is on record with the reason. */
export async function voteAndApprove(at: CaseAt): Promise<void> {
  const reasons = "The order names one person and one offence, and every search is counted against it.";
  await propose(at, "Ana Ferreira", { outcome: /^Approve/, reasons });
  await vote(
    at,
    "Sister Agnes Byrne",
    "For the approval",
    "The person can be told, and can go to a court about it.",
  );
  await vote(at, "Dr. Hannes Weber", "Against it", DISSENT);
  await vote(
    at,
    "Lucía Romero",
    "For the approval",
    "It is the narrowest use of it that I have read so far.",
  );
  await signAll(at, APPROVERS, "Sign the approval");
  await as(at, "Ingrid Solberg", async (person) => {
    await person.open(`/review/${at.id}/decision`);
    await person.page.getByRole("heading", { name: "Approved" }).waitFor();
    await person.open(`/review/${at.id}/board`);
    await person.page.getByText(DISSENT).first().waitFor();
    await checkPage(person, "board, with a dissent");
  });
}

async function vote(at: CaseAt, name: string, choice: string, reason: string): Promise<void> {
  await as(at, name, async (person) => {
    const { page, open } = person;
    await open(`/review/${at.id}/board`);
    if (await isUndeclared(person)) await declareNoConflict(page);
    await page.getByRole("radio", { name: choice }).check();
    await page.getByLabel("Why you vote so").fill(reason);
    await page.getByLabel("Your password").fill(DEMO_PASSWORD);
    await checkPage(person, "board, a vote");
    await page.getByRole("button", { name: "Cast my vote" }).click();
    await page.getByText(reason).first().waitFor();
    await checkPage(person, "board, voted");
  });
}
