import type { Locator, Page } from "playwright-core";
import { writeSection } from "#lib/applications/form/write-section";
import type { Answers } from "./fill-step";
import { pressWithKeys, tabTo } from "./keyboard";

/** More entries than begin alike in any menu. */
const OPTIONS_MAX = 30;

/** Answers a whole step without a mouse, in whatever language the page is. */
export async function typeStepByKeys(page: Page, { step, values }: Answers): Promise<void> {
  const entries = writeSection(step, values);
  for (const field of step.fields) {
    const name = `${step.section}.${field.name}`;
    const own = entries.filter(([key]) => key === name || key.startsWith(`${name}.`));
    for (const [key, value] of own) {
      if (field.kind === "rows") await ensureRow(page, name, key);
      await answerByKeys(page, key, value);
    }
  }
}

/** A list shows a row when someone asks for it. */
async function ensureRow(page: Page, list: string, key: string): Promise<void> {
  if ((await page.locator(`main [name="${key}"]`).count()) > 0) return;
  await pressWithKeys(page, page.locator(`main button[name="add"][value="${list}"]`));
  await page.locator(`main [name="${key}"]`).first().waitFor();
}

async function answerByKeys(page: Page, name: string, value: string): Promise<void> {
  const control = page.locator(`main [name="${name}"]`);
  const first = control.first();
  const kind = await first.evaluate((element) => ("type" in element ? String(element.type) : ""));
  if (kind === "checkbox") {
    await pressWithKeys(page, control.and(page.locator(`[value="${value}"]`)), "Space");
  } else if (kind === "radio") {
    await chooseRadio(page, control, value);
  } else if (kind === "select-one") {
    await chooseOption(page, first, value);
  } else {
    await tabTo(page, first);
    await page.keyboard.press("Control+A");
    if (kind === "date") await typeDate(page, first, value);
    else await page.keyboard.insertText(value);
  }
}

/** Day before month or month before day: as the machine's browser has it. */
async function typeDate(page: Page, field: Locator, value: string): Promise<void> {
  const [year = "", month = "", day = ""] = value.split("-");
  for (const digits of [`${month}${day}${year}`, `${day}${month}${year}`]) {
    await page.keyboard.type(digits);
    if ((await field.inputValue()) === value) return;
    for (let part = 0; part < 2; part += 1) await page.keyboard.press("ArrowLeft");
  }
  throw new Error(`no way of typing ${value} is taken`);
}

/** A group of radio buttons is one stop; the arrows choose in it. */
async function chooseRadio(page: Page, group: Locator, value: string): Promise<void> {
  const values = await group.evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  const checked = await group.evaluateAll((all) => all.findIndex((one) => one.matches(":checked")));
  await pressWithKeys(page, group.nth(Math.max(0, checked)), "Space");
  const steps = values.indexOf(value) - Math.max(0, checked);
  for (let step = 0; step < Math.abs(steps); step += 1) {
    await page.keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp");
  }
}

/** The letters that a menu shows lead to its entry. */
async function chooseOption(page: Page, menu: Locator, value: string): Promise<void> {
  const label = await menu.locator(`option[value="${value}"]`).innerText();
  await tabTo(page, menu);
  // Up to the first letter that this keyboard lacks, or the blank that would open the menu; then with the arrows.
  await page.keyboard.type(/^[A-Za-z]*/.exec(label)?.[0] ?? "");
  const chosen = () => menu.evaluate((element) => ("value" in element ? element.value : ""));
  for (let step = 0; (await chosen()) !== value; step += 1) {
    if (step === OPTIONS_MAX) throw new Error(`typing “${label}” chooses ${await chosen()}`);
    await page.keyboard.press("ArrowDown");
  }
}
