import { expect } from "vitest";
import { checkPage, settled } from "./check-page";
import type { Person } from "./person";
import { atFactor, declareNoConflict, openCase, takeLane } from "./review-pages";
import { as, type CaseAt, scoreLanes } from "./whole-case";

const QUESTION =
  "Who tells a patient that is unconscious apart, when no consent can be given? Show the test by group.";
const ANSWER =
  "The wristband alone: an unconscious patient is never searched for. The test by group is on file.";
const WHY_APART =
  "One read the test report of March, the other also the annex of November, which has the missing groups.";

/** A specialist stops the clock with a question about a factor, and the hospital answers it. */
export async function askAndAnswer(at: CaseAt): Promise<void> {
  await as(at, "Kofi Mensah", async (person) => {
    const { page } = person;
    await openCase(person, at.reference);
    await declareNoConflict(page);
    await takeLane(page, "fairness");
    await page.getByText("Ask the applicant about this factor…").click();
    await page.getByLabel(/What you ask about F07/).fill(QUESTION);
    await page.getByRole("button", { name: "Ask, and stop the clock" }).click();
    await page.getByText(QUESTION).first().waitFor();
    await checkPage(person, "dossier, a question asked");
  });
  await as(at, "Niamh Doyle", async (person) => {
    const { page, open } = person;
    await open(`/applications/${at.id}`);
    await page.getByText(QUESTION).waitFor();
    await checkPage(person, "status, a question to answer");
    await page.getByRole("textbox", { name: "Your answer" }).fill(ANSWER);
    await page.getByRole("button", { name: /^Send the answer/ }).click();
    await page.getByText("answered", { exact: true }).waitFor();
  });
}

/** The two who scored a critical factor two points apart say why, and both scores stay. */
export async function reconcile(at: CaseAt): Promise<void> {
  const opened = async (person: Person) => {
    await person.open(`/review/${at.id}?factor=F07`);
    await atFactor(person.page, "F07");
    await person.page.getByText("The two scores lie 2 points apart").waitFor();
  };
  await as(at, "Kofi Mensah", async (person) => {
    await opened(person);
    await person.page.getByLabel("What explains the difference").fill(WHY_APART);
    await person.page.getByRole("button", { name: "Put it on record" }).click();
    await person.page.getByText("Stood by so far: Kofi Mensah.").waitFor();
    await checkPage(person, "dossier, scores to reconcile");
  });
  await as(at, "Wei Chen", async (person) => {
    await opened(person);
    await person.page.getByRole("button", { name: "I stand by this text" }).click();
    await person.page.getByText("Stood by so far: Kofi Mensah, Wei Chen.").waitFor();
    const list = person.page.getByRole("navigation", { name: "Factors" });
    expect(await list.getByRole("link", { name: /F07/ }).first().innerText()).toContain("2, 4"); // one’s own first
  });
}

/** An approver sends the case back to one lane, whose people score it once more; all other scores stay. */
export async function sendBackToFairness(at: CaseAt): Promise<void> {
  await as(at, "Ana Ferreira", async (person) => {
    const { page, open } = person;
    await open(`/review/${at.id}`);
    await declareNoConflict(page);
    await open(`/review/${at.id}/decide`);
    await page.getByText(/F07 is critical and has 2/).waitFor();
    await page.getByText("Send it back to some of its lanes instead…").click();
    await page.getByRole("checkbox", { name: "fairness" }).check();
    await page
      .getByLabel("What you miss")
      .fill("Both of you read the annex of November, and score it from there.");
    await checkPage(person, "decide, to be sent back");
    await page.getByRole("button", { name: "Send the case back" }).click();
    await page.getByRole("button", { name: "Send the case back" }).waitFor({ state: "detached" });
  });
  await scoreLanes(at, ["fairness"]);
}

/** Approved, and still no key: the pack asks for a passing fairness run before the first. */
export async function waitForFairness(at: CaseAt): Promise<void> {
  await as(at, "Niamh Doyle", async (person) => {
    await person.open("/tenant");
    await settled(person.page);
    // The service hears of the decision a moment later.
    await expect
      .poll(async () => {
        await person.page.reload();
        return person.page.getByRole("main").innerText();
      })
      .toMatch(/fairness/i);
    await checkPage(person, "tenant, before its first key");
    expect(await person.page.getByRole("button", { name: /Create/ }).count()).toBe(0);
  });
}
