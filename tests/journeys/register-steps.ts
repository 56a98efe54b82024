import { expect } from "vitest";
import { checkPage } from "./check-page";
import type { Journey } from "./journey";
import { newPerson } from "./person";

/** From the front page to a verified entry in three clicks, without an account; and what a changed ledger looks like. */
export async function verifyAsStranger({ browser, portalUrl }: Journey): Promise<void> {
  const stranger = await newPerson(browser, portalUrl);
  const { page } = stranger;
  await stranger.open("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Register" }).click();
  await page.getByRole("heading", { level: 1, name: "Register" }).waitFor();
  await checkPage(stranger, "register");
  await page
    .getByRole("row", { name: /in force/ })
    .first()
    .getByRole("link")
    .click();
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText("Verified in this browser").waitFor();
  await checkPage(stranger, "register entry, verified");

  await page.route("**/bundle", async (route) => {
    const response = await route.fetch();
    const changed = (await response.text()).replace(
      /\\"outcome\\":\\"approve\\"/,
      '\\"outcome\\":\\"decline\\"',
    );
    await route.fulfill({ response, body: changed });
  });
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText("Not verified").waitFor();
  expect(await page.getByText("Verified in this browser").count()).toBe(0);
  await page.unroute("**/bundle");

  await page.getByText("A checkpoint that you kept").click();
  await page.getByLabel("Paste it whole").fill("hello");
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText("Not verified").waitFor();
  await checkPage(stranger, "register entry, not verified");

  await stranger.open("/register?kind=suspension&search=nobody");
  await page.getByText("Nothing in the register fits.").waitFor();
  await checkPage(stranger, "register, nothing found");
  await stranger.leave();
}
