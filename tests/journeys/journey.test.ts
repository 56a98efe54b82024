import { afterAll, beforeAll, it } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import {
  beRefusedAtScreening,
  fileDocuments,
  leaveAStepAtOnce,
  lookAtAnothersCase,
  meetTheDoor,
  reviewAndSubmit,
  typeTenSteps,
  typeThroughTheEndOfTheSession,
} from "./apply-steps";
import type { Journey } from "./journey";
import { type JourneyStack, journeyStack } from "./journey-stack";
import { verifyAsStranger } from "./register-steps";
import {
  proposeAndSign,
  scoreCompliance,
  scorePrivacyByKeyboard,
  scoreTechnical,
  signAsSecond,
} from "./review-steps";
import { endTheKey, suspendAndLift, useTheGrant } from "./tenant-steps";
import { applyWithoutScripts } from "./without-scripts";

/** A machine that does much else at the same time takes its while; what hangs ends. */
const STEP_MS = 300_000;

// Each step goes on from where the one before it stopped, with other people at other browsers.
describeWith("chromium")("the journey through the pages", () => {
  let stack: JourneyStack | undefined;
  let journey: Journey;

  beforeAll(async () => {
    stack = await journeyStack();
    const { portalUrl, gatewayUrl } = stack;
    const browser = await launchChromium();
    journey = { browser, portalUrl, gatewayUrl, title: `Boarding, run ${Date.now().toString(36)}` };
  }, STEP_MS);

  afterAll(async () => {
    await journey?.browser.close();
    await stack?.end();
  }, STEP_MS);

  const step = (guarantee: string, walk: (journey: Journey) => Promise<void>) =>
    it(guarantee, () => walk(journey), STEP_MS);

  step("lets a person in with one click, to where they wanted to go", meetTheDoor);
  step("keeps every answer of the ten steps while it is typed", typeTenSteps);
  step("loses no word when the session ends in the middle of a step", typeThroughTheEndOfTheSession);
  step("saves what was typed last when the step is left at once", leaveAStepAtOnce);
  step("files documents with their digest, and refuses one that is not what it claims", fileDocuments);
  step("leads to what is missing, keeps the signature, freezes and screens", reviewAndSubmit);
  step("shows another organisation nothing of the case", lookAtAnothersCase);
  step("refuses what a rule forbids, with the reason and what would lift it", beRefusedAtScreening);
  step("locks no lane without reasons, and keeps the choice that was made", scoreCompliance);
  step("lets a specialist do everything without a mouse", scorePrivacyByKeyboard);
  step("reveals the scores when the last lane has locked", scoreTechnical);
  step("takes two signatures over one digest, and none with a wrong password", async (at) => {
    const digest = await proposeAndSign(at);
    await signAsSecond(at, digest);
  });
  step("gives the tenant a key that is shown once and does what was signed", useTheGrant);
  step("leads a stranger from the front page to a verified approval in three clicks", verifyAsStranger);
  step("refuses a key from the moment it is revoked", endTheKey);
  step("stops a tenant that one person suspends, and takes two to lift it", suspendAndLift);
  step("works without scripts", applyWithoutScripts);
});
