import { DEMO_PASSWORD } from "#lib/identity/demo-people";
import { alertOf } from "./apply";
import type { Page, Portal } from "./portal";
import { expect } from "./step";

/** The desk: reads every document, finds each in order, issued today, and has the policy screen again. @returns how many */
export async function verifyDocuments(portal: Portal, applicationId: string): Promise<number> {
  await declareNoConflict(portal, applicationId);
  const path = `/review/${applicationId}/evidence`;
  const page = await portal.open(path);
  const documents = page.root
    .querySelectorAll("input[name=evidence_id]")
    .map((box) => box.getAttribute("value") ?? "");
  expect(documents.length > 0, () => `the desk sees no document: ${alertOf(page)}`);
  const today = new Date().toISOString().slice(0, 10);
  const judged = await portal.submit(page, "evidence_id", {
    evidence_id: documents,
    issued_on: documents.map(() => today),
    verified: "yes",
  });
  refusedNothing(judged, "verifying the documents");
  refusedNothing(
    await portal.submit(await portal.open(path), "rescreen", { rescreen: "yes" }),
    "screening again",
  );
  return documents.length;
}

/** One specialist: declares no conflict, takes a lane, scores each of its factors and locks. @returns how many */
export async function scoreLane(portal: Portal, applicationId: string, lane: string): Promise<number> {
  await declareNoConflict(portal, applicationId);
  const taken = await portal.submit(await portal.open(`/review/${applicationId}`), "lane", { lane });
  const factors = factorsOn(taken);
  expect(factors.length > 0, () => `the ${lane} lane shows no factor: ${alertOf(taken)}`);
  for (const [index, factor] of factors.entries()) {
    const page = await portal.open(`/review/${applicationId}?factor=${factor}`);
    const last = index === factors.length - 1;
    const saved = await portal.submit(page, "points", {
      points: "3",
      rationale: `The evidence for ${factor} meets the anchor for three points; an independent audit is still missing.`,
      intent: last ? "lock" : "save",
    });
    refusedNothing(saved, `scoring ${factor}`);
  }
  return factors.length;
}

export async function declareNoConflict(portal: Portal, applicationId: string): Promise<void> {
  const page = await portal.open(`/review/${applicationId}`);
  refusedNothing(
    await portal.submit(page, "has_conflict", { has_conflict: "no", detail: "" }),
    "declaring no conflict",
  );
}

/** An approver puts a decision before the signers, with the conditions that the page suggests. */
export async function propose(portal: Portal, applicationId: string): Promise<void> {
  const page = await portal.open(`/review/${applicationId}/decide`);
  const proposed = await portal.submit(page, "outcome", {
    outcome: "approve",
    reasons: "Opt-in is real, the other lane is as quick, and deletion is proved nightly.",
  });
  refusedNothing(proposed, "proposing the decision");
}

/** Signs what the page shows. @returns the digest that was signed */
export async function sign(portal: Portal, applicationId: string, reason: string): Promise<string> {
  const page = await portal.open(`/review/${applicationId}/sign`);
  const digest = page.root.querySelector("input[name=digest]")?.getAttribute("value") ?? "";
  const signed = await portal.submit(page, "digest", { reason, password: DEMO_PASSWORD, totp: "" });
  refusedNothing(signed, "signing");
  return digest;
}

/** The factors that the page lists as its reader's own, in its order. */
function factorsOn(page: Page): string[] {
  const own = page.root
    .querySelectorAll("nav[aria-label=Factors] div")
    .filter((group) => group.querySelector("p")?.text.includes(", yours"));
  const ids = own
    .flatMap((group) => group.querySelectorAll("a"))
    .map((link) => /factor=(F\d\d)/.exec(link.getAttribute("href") ?? "")?.[1]);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function refusedNothing(page: Page, what: string): void {
  const alert = page.root.querySelector("form [role=alert]");
  expect(page.status < 400 && alert === null, () => `${what} at ${page.url}: ${alertOf(page)}`);
}
