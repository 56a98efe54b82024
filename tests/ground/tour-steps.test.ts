import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "node-html-parser";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { inWords } from "../../workers/tour/call";
import { whileKeyLives } from "../../workers/tour/keys";
import { photographs } from "../../workers/tour/photographs";
import type { Page, Portal } from "../../workers/tour/portal";
import { problemTextWords } from "../../workers/tour/problem-words";

const KEY = "csk_live_abc_secret_crc";

/** A tenant's page with one key. @returns what was revoked on it */
function portalWithKey(answer = ""): { portal: Portal; revoked: string[] } {
  const renew = `<form><input name="key_id" value="key_1"><input name="days" value="90"></form>`;
  const end = `<form><input name="key_id" value="key_1"><input name="reason" value=""></form>`;
  const row = `<tr><td>abc</td><td>${renew}${end}</td></tr>`;
  const page = (html: string): Page => ({
    url: "http://x/tenant",
    status: 200,
    root: parse(html),
    text: html,
  });
  const revoked: string[] = [];
  return {
    revoked,
    portal: {
      open: async () => page(`<table>${row}</table>`),
      submit: async ({ root }, field, { reason }) => {
        const [form] = root.querySelectorAll("form").filter((one) => one.querySelector(`[name=${field}]`));
        const ends = form?.querySelector("[name=reason]") !== null && reason !== undefined;
        revoked.push(
          ends ? (form?.querySelector("[name=key_id]")?.getAttribute("value") ?? "") : "another form",
        );
        return page(answer);
      },
      post: () => Promise.reject(new Error("not asked for")),
    },
  };
}

describe("the tour's key", () => {
  it("is revoked when the tour fails while it lives", async () => {
    const { portal, revoked } = portalWithKey();
    const failing = whileKeyLives(portal, KEY, () => Promise.reject(new Error("no match")));
    await expect(failing).rejects.toThrow(/^no match$/);
    expect(revoked).toEqual(["key_1"]);
  });

  it("is revoked once when the tour does it itself, whatever fails after", async () => {
    const { portal, revoked } = portalWithKey();
    const failing = whileKeyLives(portal, KEY, async (end) => {
      await end();
      throw new Error("the same call was answered");
    });
    await expect(failing).rejects.toThrow("the same call was answered");
    expect(revoked).toEqual(["key_1"]);
  });

  it("is named as alive when it could not be revoked, with what failed first", async () => {
    const { portal } = portalWithKey('<form><p role="alert">The database is away.</p></form>');
    const failing = whileKeyLives(portal, KEY, () => Promise.reject(new Error("no match")));
    await expect(failing).rejects.toThrow(
      /^no match\n.*still lives; revoke it at \/tenant.*database is away/,
    );
  });
});

describe("photographs of one's own", () => {
  let folder = "";
  const at = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "countersign-tour-"));
    const { otherPerson } = await samplePhotographs();
    const [one, other] = otherPerson[0] ?? [];
    const blank = sharp({ create: { width: 400, height: 400, channels: 3, background: "#777" } });
    writeFileSync(at("one.jpg"), one?.jpeg ?? "");
    writeFileSync(at("other.jpg"), other?.jpeg ?? "");
    writeFileSync(at("cut.jpg"), (one?.jpeg ?? Buffer.alloc(0)).subarray(0, 2_000));
    writeFileSync(at("wall.png"), await blank.png().toBuffer());
    writeFileSync(at("empty.jpg"), "");
    writeFileSync(at("notes.jpg"), "these are notes");
    writeFileSync(at("large.jpg"), Buffer.alloc(8 * 1024 * 1024 + 1, 0xff));
  });

  it("are taken when both show a face", async () => {
    const { images, samePerson } = await photographs([at("one.jpg"), at("other.jpg")]);
    expect([images.length, samePerson]).toEqual([2, null]);
  });

  it.each([
    ["wall.png", /wall\.png shows no face$/],
    ["cut.jpg", /cut\.jpg is damaged or cut short/],
    ["empty.jpg", /empty\.jpg is empty$/],
    ["notes.jpg", /notes\.jpg is not a JPEG, PNG or WebP image$/],
    ["large.jpg", /large\.jpg is over 8 MB$/],
    ["absent.jpg", /cannot read the photograph .*absent\.jpg/],
    [".", /cannot read the photograph/],
  ])("are refused before anything is asked of the system: %s", async (name, words) => {
    await expect(photographs([at("one.jpg"), at(name)])).rejects.toThrow(words);
    await expect(photographs([at(name), at("one.jpg")])).rejects.toThrow(words);
  });
});

describe("a refusal on the terminal", () => {
  it("is sentences, not JSON", () => {
    const body = {
      title: "The face is too poor to compare",
      detail: "target shows a face that is too poor to compare",
      code: "quality_too_low",
      reasons: ["blurred", "too_dark"],
    };
    const said = inWords({ httpStatus: 422, body, decision: null });
    expect(said).toBe(
      "refused with 422 quality_too_low: The face is too poor to compare. target shows a face that is too poor to compare. blurred, too dark.",
    );
    const invalid = {
      title: "The request is not valid",
      detail: "See errors.",
      errors: [{ pointer: "/kind", message: "give one" }],
    };
    expect(problemTextWords(400, JSON.stringify(invalid))).toBe(
      "refused with 400: The request is not valid. See errors.\n  /kind: give one",
    );
  });

  it("is said to be unreadable when it is no problem document", () => {
    expect(problemTextWords(502, "<html>Bad gateway</html>")).toBe(
      "refused with 502, and no reason that can be read",
    );
  });

  it("says of an unexpected answer what it was", () => {
    const body = { status: "released", match: false, similarity: 0.12 };
    expect(inWords({ httpStatus: 200, body, decision: null })).toBe(
      "the API answered 200, released: no match, similarity 0.12",
    );
  });
});
