import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readGroupFolders } from "#lib/fairness/labelled-folder";
import { readLabels } from "#lib/fairness/labelled-set";

const folder = mkdtempSync(path.join(os.tmpdir(), "labels-"));
afterAll(() => rmSync(folder, { recursive: true }));

function labels(text: string) {
  const file = path.join(folder, "labels.csv");
  writeFileSync(file, text);
  return readLabels(file);
}
const HEAD = "subject,image,group\n";
const GOOD = `${HEAD}p1,a/1.jpg,one\np1,a/2.jpg,one\np2,b/1.jpg,two\n`;

describe("the labels of a set", () => {
  it("are read in any order of columns, quoted, with a byte order mark and Windows line ends", async () => {
    const set = await labels('\uFEFFgroup,subject,image\r\n"one, and more",p1,1.jpg\r\n\r\ntwo,p2,2.jpg\r\n');
    expect(set).toEqual({
      ok: true,
      pictures: [
        { path: "1.jpg", identity: "p1", group: "one, and more" },
        { path: "2.jpg", identity: "p2", group: "two" },
      ],
      skipped: [],
    });
    expect((await labels(GOOD)).ok).toBe(true);
  });

  it.each([
    ["nothing", "", /must name the columns/],
    ["a column that is missing", "subject,image\np1,1.jpg\n", /without group/],
    ["a row that is short", `${HEAD}p1,1.jpg\n`, /not a CSV.*line 2/],
    ["a quote that is not closed", `${HEAD}p1,"1.jpg,one\n`, /not a CSV/],
    ["an empty group", `${HEAD}p1,1.jpg,\n`, /line 2: the group is empty/],
    ["a path that leads out", `${HEAD}p1,a/../../1.jpg,one\n`, /line 2: .* leads out of the folder/],
    ["an absolute path", `${HEAD}p1,/etc/passwd,one\n`, /line 2: .* leads out/],
    ["a picture twice", `${GOOD}p2,b/1.jpg,two\n`, /line 5: b\/1\.jpg is named twice/],
    ["a subject of two groups", `${GOOD}p1,c.jpg,two\n`, /line 5: p1 is in the group one already/],
    ["one group", `${HEAD}p1,1.jpg,one\np2,2.jpg,one\n`, /two groups or more/],
    ["a name without end", `${HEAD}${"p".repeat(81)},1.jpg,one\n`, /line 2: a name has at most 80/],
  ])("refuse %s, in words", async (_what, text, words) => {
    const set = await labels(text);
    expect(set.ok ? "" : set.problem).toMatch(words);
  });

  it("refuse a file that is not there", async () => {
    expect(await readLabels(path.join(folder, "none.csv"))).toEqual({
      ok: false,
      problem: "it cannot be read (ENOENT)",
    });
  });
});

describe("folders of a set", () => {
  function folders(name: string, files: readonly string[]) {
    const root = path.join(folder, name);
    mkdirSync(root);
    for (const file of files) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), "");
    }
    return readGroupFolders(root);
  }

  it("are a group each, with a subject each; one name in two groups is two people", async () => {
    expect(await folders("good", ["one/ann/1.jpg", "one/ann/2.jpg", "two/ann/1.png"])).toEqual({
      ok: true,
      pictures: [
        { path: "one/ann/1.jpg", identity: "one/ann", group: "one" },
        { path: "one/ann/2.jpg", identity: "one/ann", group: "one" },
        { path: "two/ann/1.png", identity: "two/ann", group: "two" },
      ],
      skipped: [],
    });
  });

  it.each([
    ["shallow", ["one/1.jpg", "one/2.jpg", "two/b/1.jpg"], "one/1.jpg does not lie as group/subject/picture"],
    ["deep", ["one/a/x/1.jpg", "one/a/x/2.jpg", "two/b/1.jpg"], /^one\/a\/x\/1\.jpg does not lie/],
    ["single", ["one/a/1.jpg", "one/a/2.jpg", "one/b/1.jpg"], /two groups or more/],
    ["empty", [], /there is no picture/],
  ])("refuse what is %s, in words", async (name, files, words) => {
    const set = await folders(name, files);
    expect(set.ok ? "" : set.problem).toMatch(words);
  });
});
