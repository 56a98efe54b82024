import type { Browser } from "playwright-core";
import { DEMO_PASSWORD } from "#lib/identity/demo-people";
import { settled } from "./check-page";
import { newPerson, type Person, signInAs } from "./person";
import { declareNoConflict, scoreLane, shownDigest, sign, takeLane } from "./review-pages";
import type { Screened } from "./screened-case";

export type CaseAt = { browser: Browser; portalUrl: string } & Pick<Screened, "id" | "reference">;

/** Who scores which lane of a strict case; the second of a lane scores its critical factors, apart from the first. */
const SCORERS = {
  compliance: ["Carl Jensen"],
  privacy: ["Mei Osei", "Sofia Brandt"],
  technical: ["Diego Fuentes"],
  legal: ["Helen Moreau", "Idris Kaya"],
  fairness: ["Kofi Mensah", "Wei Chen"],
  security: ["Yuki Tanaka"],
  ethics: ["Lars Holm", "Nadia Petit"],
} as const;
type StrictLane = keyof typeof SCORERS;
const ALL_LANES = ["compliance", "privacy", "technical", "legal", "fairness", "security", "ethics"] as const;

/** What the browser of each person keeps, so that nobody signs in twice. */
const kept = new Map<string, Awaited<ReturnType<Person["context"]["storageState"]>>>();

/** One person does their part, signed in, and leaves; whatever went wrong on their pages is told. */
export async function as(at: CaseAt, name: string, part: (person: Person) => Promise<void>): Promise<void> {
  const storageState = kept.get(name);
  const person = await (storageState === undefined
    ? signInAs(at.browser, at.portalUrl, name)
    : newPerson(at.browser, at.portalUrl, name, { storageState }));
  await part(person);
  kept.set(name, await person.context.storageState());
  await person.leave();
}

/** The desk finds every document of the case in order, and has it screened again. @returns what screening says then */
export async function verifyAll(at: CaseAt): Promise<string> {
  let said = "";
  await as(at, "Ruth Abara", async ({ page, open }) => {
    await open(`/review/${at.id}/evidence`);
    for (const box of await page.getByRole("checkbox", { name: /^I read/ }).all()) await box.check();
    await page.getByRole("button", { name: "The marked ones are in order" }).click();
    await page.getByText("Recorded. Screen again so that it counts.").waitFor();
    await page.getByRole("button", { name: "Screen again" }).click();
    said = await page.getByText(/^Screened again/).innerText();
  });
  return said;
}

/**
 * Lanes are scored by their people and locked, one after the other.
 *
 * @param points of the first and of the second in a lane, where they are not four
 */
export async function scoreLanes(
  at: CaseAt,
  lanes: readonly StrictLane[] = ALL_LANES,
  points: Partial<Record<StrictLane, readonly number[]>> = {},
): Promise<void> {
  for (const lane of lanes) {
    for (const [seat, name] of SCORERS[lane].entries()) {
      await as(at, name, async (person) => {
        await person.open(`/review/${at.id}`);
        if (await isUndeclared(person)) await declareNoConflict(person.page);
        if (await canTake(person, lane)) await takeLane(person.page, lane);
        await scoreLane(person, seat === 0 ? lane : `${lane} (second)`, points[lane]?.[seat] ?? 4);
      });
    }
  }
}

/** The page asks this person about a conflict of interest before they take part. */
export function isUndeclared({ page }: Person): Promise<boolean> {
  return page.getByRole("radio", { name: "I have none" }).isVisible();
}

function canTake({ page }: Person, lane: string): Promise<boolean> {
  return page.getByRole("button", { name: `Take the lane ${lane}` }).isVisible();
}

/** An approver proposes an outcome, with what else they set on the page. */
export async function propose(
  at: CaseAt,
  name: string,
  {
    outcome,
    reasons,
    set = async () => {},
  }: { outcome: RegExp; reasons: string; set?: (person: Person) => Promise<void> },
): Promise<void> {
  await as(at, name, async (person) => {
    const { page, open } = person;
    await open(`/review/${at.id}`);
    if (await isUndeclared(person)) await declareNoConflict(page);
    await open(`/review/${at.id}/decide`);
    await page.getByRole("radio", { name: outcome }).check();
    await set(person);
    await page.getByLabel(/^Why/).fill(reasons);
    await page.getByRole("button", { name: "Put it before the signers" }).click();
    const refusal = page.getByRole("main").getByRole("alert");
    const refused = refusal.waitFor().then(async () => Promise.reject(new Error(await refusal.innerText())));
    await Promise.race([page.waitForURL(/\/sign$/), refused]);
  });
}

/** Approvers sign the one text, each over the same digest. */
export async function signAll(at: CaseAt, names: readonly string[], button: string): Promise<void> {
  const digests = new Set<string>();
  for (const name of names) {
    await as(at, name, async (person) => {
      const { page, open } = person;
      await open(`/review/${at.id}`);
      if (await isUndeclared(person)) await declareNoConflict(page);
      await open(`/review/${at.id}/sign`);
      digests.add(await shownDigest(page));
      await sign(page, "I read what this covers, and agree with it.", DEMO_PASSWORD, button);
      const isLast = name === names.at(-1);
      await (isLast ? page.waitForURL(/\/decision$/) : page.getByText("You have signed.").waitFor());
      await settled(page);
    });
  }
  if (digests.size !== 1) throw new Error(`signed over ${[...digests].join(" and ")}`);
}
