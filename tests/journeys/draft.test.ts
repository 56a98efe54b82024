import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { STEPS } from "#lib/applications/form/steps";
import { launchChromium } from "#tests/support/chromium";
import { describeWith } from "#tests/support/needs";
import { startTestStack, type TestStack } from "#tests/support/stack";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { chooseFile, openApplication } from "./apply-pages";
import { checkPage, expectNoOverflow, settled } from "./check-page";
import { answer, waitUntilSaved } from "./fill-step";
import { type Person, signInAs } from "./person";

const STEP_MS = 300_000;
const TITLE = "A draft under stress";
const STEP = "oversight";
const FIELD = `${STEP}.fallback`;

/** Long enough to go in several pieces. */
const FILE_BYTES = 5 * 1024 * 1024;
/** Markup, text that runs right to left, characters without a width, a word without end. */
const HOSTILE = [
  `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`,
  "مرحبا بكم في النموذج ".repeat(8),
  "no\u200Bwidth\u2060here\uFEFF, and back to front: \u202Egpj.exe\u202C",
  "x".repeat(600),
].join(" ");

/** The others have boxes and menus only. */
const SECTIONS_WITH_WORDS = STEPS.map(({ section }) => section).filter(
  (section) => section !== "attestations",
);

// Nothing that was typed or chosen is lost, whoever else is at work on it and whatever dies.
describeWith("chromium")("a draft", () => {
  let stack: TestStack;
  let browser: Browser;
  let id = "";

  beforeAll(async () => {
    stack = await startTestStack();
    browser = await launchChromium();
    const person = await signInAs(browser, stack.portalUrl, "Tom Whitfield");
    id = await openApplication(person, TITLE);
    await person.leave();
  }, STEP_MS);

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    stack?.remove();
  }, STEP_MS);

  it(
    "that two colleagues type into at the same time loses no word of either",
    async () => {
      const tom = await signInAs(browser, stack.portalUrl, "Tom Whitfield");
      const priya = await signInAs(browser, stack.portalUrl, "Priya Raman");
      for (const { open } of [tom, priya]) await open(`/applications/${id}/${STEP}`);
      await answer(tom.page, FIELD, "Tom: a staffed lane beside each gate.");
      await waitUntilSaved(tom.page);
      priya.watch.allow({ status: 409, path: /\/draft\/oversight$/ });
      await answer(priya.page, FIELD, "Priya: a desk in the hall.");
      await priya.page.getByText("Someone else saved this step while you were typing").waitFor();
      const both = await priya.page.getByRole("main").innerText();
      expect(both).toContain("Tom: a staffed lane beside each gate.");
      expect(both).toContain("Priya: a desk in the hall.");
      await checkPage(priya, "a step with a conflict");

      await priya.page.getByRole("button", { name: "Save mine" }).click();
      await waitUntilSaved(priya.page);
      tom.watch.allow({ status: 409, path: /\/draft\/oversight$/ });
      await answer(tom.page, FIELD, "Tom: a staffed lane, and a desk in the hall.");
      await tom.page.getByText("Someone else saved this step while you were typing").waitFor();
      await tom.page.getByRole("button", { name: "Take theirs" }).click();
      expect(await tom.page.locator(`[name="${FIELD}"]`).inputValue()).toBe("Priya: a desk in the hall.");
      await tom.leave();
      await priya.leave();
    },
    STEP_MS,
  );

  it(
    "keeps what is typed while the portal is killed, and has it saved when the portal is back",
    async () => {
      const tom = await signInAs(browser, stack.portalUrl, "Tom Whitfield");
      await tom.open(`/applications/${id}/${STEP}`);
      killPortal();
      await answer(tom.page, FIELD, "Typed while nothing answered.");
      // Whether the page had the time to say so or the portal was back before: in the end it is on the server.
      await waitUntilSaved(tom.page);
      await tom.page.reload();
      await settled(tom.page);
      expect(await tom.page.locator(`[name="${FIELD}"]`).inputValue()).toBe("Typed while nothing answered.");
      await leaveWithFaults(tom);
    },
    STEP_MS,
  );

  it(
    "goes on with an upload where it was when the portal was killed",
    async () => {
      const tom = await signInAs(browser, stack.portalUrl, "Tom Whitfield");
      const { page } = tom;
      await tom.open(`/applications/${id}/evidence`);
      const buffer = largePdf();
      const pieces: number[] = [];
      await page.route(/\/uploads\/upl_\w+\?at=/, async (route) => {
        const at = Number(new URL(route.request().url()).searchParams.get("at"));
        if (pieces.push(at) === 3) killPortal();
        await route.continue();
      });
      await chooseFile(page, "dpia", { name: "dpia.pdf", mimeType: "application/pdf", buffer });
      const sha256 = createHash("sha256").update(buffer).digest("hex");
      await page.getByLabel("Uploads").getByText(`sha256 ${sha256}`).waitFor({ timeout: 120_000 });
      // What had arrived before was not sent again.
      expect(pieces.filter((at) => at === 0)).toHaveLength(1);
      expect(Math.max(...pieces)).toBeGreaterThan(2 * 1024 * 1024);
      await page.reload();
      await settled(page);
      expect(await page.getByRole("link", { name: "dpia.pdf" }).count()).toBe(1);
      await leaveWithFaults(tom);
    },
    STEP_MS,
  );

  it(
    "shows hostile text in every answer as the text that it is, and no wider than a phone",
    async () => {
      const tom = await signInAs(browser, stack.portalUrl, "Tom Whitfield");
      await tom.page.setViewportSize({ width: 390, height: 844 });
      for (const section of SECTIONS_WITH_WORDS) {
        await tom.open(`/applications/${id}/${section}`);
        expect(await typeHostileText(tom.page), section).toBeGreaterThan(0);
        await waitUntilSaved(tom.page);
        await tom.page.reload();
        await settled(tom.page);
        expect(await tom.page.title()).not.toContain("broken in");
        await expectNoOverflow(tom.page, `step ${section} with hostile text`);
      }
      await checkPage(tom, "a step with hostile text");
      await tom.leave();
    },
    STEP_MS,
  );

  /** As the machine's lack of memory would: without a word. The supervisor starts it again. */
  function killPortal(): void {
    const recorded: unknown = JSON.parse(
      readFileSync(path.join(stack.dataFolder, "run/children.json"), "utf8"),
    );
    if (!Array.isArray(recorded)) throw new Error("no children are recorded");
    const pids = recorded.map((child: { pid: number }) => child.pid);
    const portal = pids.find((pid) => /next-server|next\/dist\/bin/.test(commandOf(pid)));
    if (portal === undefined) throw new Error("the portal does not run");
    process.kill(portal, "SIGKILL");
  }
});

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended since
  }
}

/** A whole document with bytes behind it that no one else's has. */
function largePdf(): Buffer {
  const document = sampleDocument("dpia");
  const filling = randomBytes((FILE_BYTES - document.length) >> 1).toString("hex");
  return Buffer.concat([document.subarray(0, -6), Buffer.from(`\n%${filling}\n%%EOF\n`)]);
}

/** Every field that takes words gets them, as many as it takes. @returns how many */
async function typeHostileText(page: Page): Promise<number> {
  const fields = page.locator('main form textarea, main form input[type="text"]');
  let typed = 0;
  for (const field of await fields.all()) {
    if (!(await field.isVisible())) continue;
    const most = Number((await field.getAttribute("maxlength")) ?? HOSTILE.length);
    await field.fill(HOSTILE.slice(0, most));
    typed += 1;
  }
  return typed;
}

/** The portal was killed under it: what its console says of that is no fault of the page. */
async function leaveWithFaults({ context }: Person): Promise<void> {
  await context.close();
}
