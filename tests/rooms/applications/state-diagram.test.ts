import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { APPLICATION_STATES, EDGES } from "#lib/applications/application";
import { caseStatesPage } from "#lib/applications/state-diagram";

test("the page of states says what the table says: run workers/draw-case-states.ts when it does not", () => {
  expect(readFileSync("docs/case-states.md", "utf8")).toBe(caseStatesPage());
});

test("the picture has every state and every edge with its reason", () => {
  const page = caseStatesPage();
  for (const state of APPLICATION_STATES) expect(page).toContain(`  ${state}: `);
  for (const { from, to, reason } of EDGES) {
    const arrow = page.split("\n").find((line) => line.startsWith(`  ${from} --> ${to}: `));
    expect(arrow, `${from} --> ${to}`).toContain(reason);
  }
});
