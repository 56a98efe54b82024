import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import { askAndAnswer, reconcile, sendBackToFairness, waitForFairness } from "./hospital-steps";
import { type JourneyStack, journeyStack } from "./journey-stack";
import { type Person, signInAs } from "./person";
import { defer, recordTheOrder, voteAndApprove } from "./prosecutor-steps";
import { type Asked, submitAndRead } from "./screened-case";
import { type CaseAt, propose, scoreLanes, signAll, verifyAll } from "./whole-case";

const HOSPITAL_DOCUMENTS = ["dpia", "consent_text", "sop", "legal_memo", "notice_text"];
const PROSECUTOR_DOCUMENTS = ["legal_memo", "dpia", "fria", "sop"];
const STEP_MS = 300_000;

const site = (name: string, country: string, region: string, city: string, place_kind: string) => ({
  name,
  country,
  region,
  city,
  place_kind,
});
const LONDON = site("Heathrow T5", "GB", "GB-LND", "London", "airport");
const PORTLAND = site("Portland airport", "US", "US-OR", "Portland", "airport");
const PARIS = site("Roissy hall K", "FR", "FR-IDF", "Paris", "airport");
const shop = (region: string, city: string) => ({
  deployment: { sites: [site("Store 1", "US", region, city, "shop")] },
});
const POLICE = { name: "Fairview PD", country: "US", customer_type: "us_police" };

/** What each is told at once, by the policy's own scenarios: the outcome in words, and rules that it names. */
const TOLD: readonly [string, Asked, string, readonly string[]][] = [
  ["S1: US police are refused", { sample: "us-police" }, "Refused by policy", ["HS01", "HS04"]],
  [
    "S1: and so they are behind a reseller",
    { sample: "airline", answers: { organisation: { customer_type: "reseller", end_users: [POLICE] } } },
    "Refused by policy",
    ["HS01"],
  ],
  [
    "S2: an operator's own search of faces in a European airport is refused",
    {
      sample: "airline",
      answers: {
        deployment: { operations: ["enrol", "identify_1_n"], template_holder: "operator", sites: [PARIS] },
      },
    },
    "Refused by policy",
    ["HS21"],
  ],
  [
    "S2: Portland airport is struck, and London goes to review",
    { sample: "airline", answers: { deployment: { sites: [LONDON, PORTLAND] } } },
    "Waiting for reviewers",
    ["HS12", "Portland airport"],
  ],
  [
    "S4: a shop's watchlist is refused in Portland",
    { sample: "retailer", answers: shop("US-OR", "Portland") },
    "Refused by policy",
    ["HS12"],
  ],
  [
    "S4: and blocked in Illinois",
    { sample: "retailer", answers: shop("US-IL", "Chicago") },
    "Blocked until complete",
    ["HS14"],
  ],
  [
    "S4: and blocked in Texas",
    { sample: "retailer", answers: shop("US-TX", "Austin") },
    "Blocked until complete",
    ["HS15"],
  ],
  [
    "S4: and elsewhere, until its programme is in place",
    { sample: "retailer" },
    "Blocked until complete",
    ["HS17"],
  ],
];

describeWith("chromium")("the policy's scenarios, through the pages", () => {
  let stack: JourneyStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await journeyStack();
    browser = await launchChromium();
  }, STEP_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.end();
  }, STEP_MS);

  describe("at screening", () => {
    let applicant: Person;

    beforeAll(async () => {
      applicant = await signInAs(browser, stack.portalUrl, "Niamh Doyle");
    }, STEP_MS);

    afterAll(() => applicant.leave());

    it.each(TOLD)(
      "%s",
      async (_name, asked, outcome, named) => {
        const { words } = await submitAndRead(applicant, asked);
        for (const one of [outcome, ...named]) expect(words).toContain(one);
      },
      STEP_MS,
    );
  });

  // Minutes each, by LONG_WALKS=1: the line has half an hour for everything.
  const longWalk = process.env.LONG_WALKS === "1" ? describe : null;

  longWalk?.("S3: a hospital that finds the record of the patient in the bed", () => {
    let at: CaseAt;
    const step = (guarantee: string, walk: () => Promise<void>) => it(guarantee, walk, STEP_MS);

    step("waits until its impact assessment is found in order", async () => {
      const applicant = await signInAs(browser, stack.portalUrl, "Niamh Doyle");
      const screened = await submitAndRead(applicant, { sample: "hospital", documents: HOSPITAL_DOCUMENTS });
      expect(screened.words).toContain("Blocked until complete");
      expect(screened.words).toContain("HS23");
      await applicant.leave();
      at = { browser, portalUrl: stack.portalUrl, ...screened };
      expect(await verifyAll(at)).toMatch(/review/);
    });
    step("is asked, and its clock stands still until it answers", () => askAndAnswer(at));
    step("is scored twice where it counts, and two points apart are explained by both", async () => {
      await scoreLanes(at, undefined, { fairness: [4, 2] });
      await reconcile(at);
    });
    step("goes back to the lane that is too low, and to no other", () => sendBackToFairness(at));
    step("is approved by two, with conditions, and gets no key before a fairness run", async () => {
      const reasons = "Consented patients alone, and a clinician confirms each candidate.";
      await propose(at, "Ana Ferreira", { outcome: /^Approve/, reasons });
      // The ethics chair is one of the two in this tier.
      await signAll(at, ["Ana Ferreira", "Miriam Adler"], "Sign the approval");
      await waitForFairness(at);
    });
  });

  longWalk?.("S5: a prosecutor who searches lawful evidence", () => {
    let at: CaseAt;
    const step = (guarantee: string, walk: () => Promise<void>) => it(guarantee, walk, STEP_MS);

    step("goes to all lanes in the strictest tier, without an order on file", async () => {
      const applicant = await signInAs(browser, stack.portalUrl, "Niamh Doyle");
      const screened = await submitAndRead(applicant, {
        sample: "prosecutor",
        documents: PROSECUTOR_DOCUMENTS,
      });
      expect(screened.words).toContain("HS28");
      await applicant.leave();
      at = { browser, portalUrl: stack.portalUrl, ...screened };
      expect(await verifyAll(at)).toMatch(/instrument/);
      await scoreLanes(at);
    });
    step("is deferred by two until the order is on record", async () => {
      await defer(at);
      await recordTheOrder(at);
    });
    step("is voted on by the board, and approved by two over the same digest", () => voteAndApprove(at));
  });
});
