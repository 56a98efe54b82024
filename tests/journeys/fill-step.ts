import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { RowsField, Step } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";
import { writeSection } from "#lib/applications/form/write-section";

/** What someone means to answer in a step. */
export type Answers = { step: Step; values: unknown };

/** Types every answer of a step, from the first field to the last, adding rows where a list needs them. */
export async function fillStep(page: Page, { step, values }: Answers): Promise<void> {
  const entries = writeSection(step, values);
  for (const field of step.fields) {
    const name = `${step.section}.${field.name}`;
    const own = entries.filter(([key]) => key === name || key.startsWith(`${name}.`));
    if (field.kind === "rows") await addRows(page, field, name, own);
    for (const [key, value] of own) await answer(page, key, value);
  }
}

async function addRows(page: Page, field: RowsField, name: string, entries: Entries): Promise<void> {
  const numbers = entries.map(([key]) => Number(key.slice(name.length + 1).split(".")[0]));
  const wanted = Math.max(-1, ...numbers) + 1;
  const list = page.locator(`[id="${name}"]`);
  const rows = list.locator("[data-row]");
  while ((await rows.count()) < wanted) {
    await list.getByRole("button", { name: new RegExp(`^Add an? ${field.item}$`) }).click();
  }
}

/** Answers one question by its control: words are typed, choices chosen, boxes ticked. */
export async function answer(page: Page, name: string, value: string): Promise<void> {
  const control = page.locator(`main [name="${name}"]`);
  const kind = await kindOf(control.first());
  if (kind === "radio" || kind === "checkbox") await control.and(page.locator(`[value="${value}"]`)).check();
  else if (kind === "select-one") await control.selectOption(value);
  else await control.fill(value);
}

function kindOf(control: Locator): Promise<string> {
  return control.evaluate((element) => ("type" in element ? String(element.type) : ""));
}

/** Waits until the page says that it is saved, and nothing is left that only this browser knows. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith("countersign:")));
  await page
    .getByRole("status")
    .filter({ hasText: /Saved \d\d:\d\d/ })
    .waitFor();
}

/** The step shows these answers and no others. */
export async function expectAnswers(page: Page, { step, values }: Answers): Promise<void> {
  const shown = await page.evaluate((section) => {
    const form = [...document.querySelectorAll("form")].find(
      (one) => new FormData(one).get("section") === section,
    );
    return [...new FormData(form)]
      .filter(([name, value]) => name.startsWith(`${section}.`) && value !== "")
      .map(([name, value]) => `${name}=${value}`);
  }, step.section);
  const meant = writeSection(step, values).map(([name, value]) => `${name}=${value}`);
  expect(shown.sort()).toEqual(meant.sort());
}
