import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Description, embedPictures, inRounds } from "#lib/recognition/calibrate/embed-pictures";
import { listPictures } from "#lib/recognition/calibrate/list-pictures";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "calibrate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...names: string[]): void {
  for (const name of names) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name);
  }
}

async function listed() {
  const answer = await listPictures(folder);
  if (!answer.ok) throw new Error(answer.problem);
  return answer;
}

async function problem(where = folder): Promise<string> {
  const answer = await listPictures(where);
  return answer.ok ? "none" : answer.problem;
}

describe("the pictures of a folder", () => {
  it("belong to the folder that directly holds them, at any depth", async () => {
    put("one/a.jpg", "one/b.PNG", "set/two/c.jpeg", "set/two/d.webp", "set/deep/er/two/e.jpg");
    expect((await listed()).pictures).toEqual([
      { path: "one/a.jpg", identity: "one" },
      { path: "one/b.PNG", identity: "one" },
      { path: "set/deep/er/two/e.jpg", identity: "set/deep/er/two" },
      { path: "set/two/c.jpeg", identity: "set/two" },
      { path: "set/two/d.webp", identity: "set/two" },
    ]);
  });

  it("are neither other files nor hidden ones, but are those of formats that will be refused", async () => {
    put("README.md", "one/notes.txt", "one/._a.jpg", ".cache/x.jpg", "one/a.jpg", "one/b.heic", "two/c.gif");
    expect((await listed()).pictures.map((picture) => picture.path)).toEqual([
      "one/a.jpg",
      "one/b.heic",
      "two/c.gif",
    ]);
  });

  it("are found behind links, and never twice", async () => {
    put("people/one/a.jpg", "people/one/b.jpg", "people/two/c.jpg");
    symlinkSync(path.join(folder, "people/one"), path.join(folder, "a-link-to-one"));
    symlinkSync("a.jpg", path.join(folder, "people/one/again.jpg"));
    const elsewhere = mkdtempSync(path.join(tmpdir(), "calibrate-elsewhere-"));
    writeFileSync(path.join(elsewhere, "d.jpg"), "d");
    symlinkSync(elsewhere, path.join(folder, "people/three"));
    const { pictures, skipped } = await listed();
    rmSync(elsewhere, { recursive: true });
    expect(pictures.map((picture) => picture.path)).toEqual([
      "people/one/a.jpg",
      "people/one/b.jpg",
      "people/three/d.jpg",
      "people/two/c.jpg",
    ]);
    expect(skipped.map((entry) => entry.path).sort()).toEqual(["a-link-to-one", "people/one/again.jpg"]);
  });

  it("come to an end where links lead in a circle, to themselves or nowhere", async () => {
    put("one/a.jpg", "one/b.jpg", "two/c.jpg");
    symlinkSync(folder, path.join(folder, "one/up"));
    symlinkSync("itself.jpg", path.join(folder, "two/itself.jpg"));
    symlinkSync("gone.jpg", path.join(folder, "two/nowhere.jpg"));
    const { pictures, skipped } = await listed();
    expect(pictures).toHaveLength(3);
    expect(skipped).toEqual(
      expect.arrayContaining([
        { path: "one/up", why: "a link to what is counted already" },
        { path: "two/itself.jpg", why: "a link that leads to itself" },
        { path: "two/nowhere.jpg", why: "a link that leads nowhere" },
      ]),
    );
  });

  it("are not measured where there is nothing to compare, and the answer says what is missing", async () => {
    expect(await problem(path.join(folder, "missing"))).toBe("there is no such folder");
    expect(await problem()).toContain("no picture in it");
    put("one/a.jpg", "one/b.jpg");
    expect(await problem(path.join(folder, "one/a.jpg"))).toContain("this is a file");
    expect(await problem()).toContain("of one identity (one)");
    put("two/c.jpg");
    expect(await problem()).toBe("none");
    rmSync(path.join(folder, "one/b.jpg"));
    expect(await problem()).toContain("no identity has two pictures");
  });

  it("are no more than can be compared in pairs", async () => {
    put(...Array.from({ length: 4_001 }, (_, index) => `p${index % 2}/${index}.jpg`));
    expect(await problem()).toContain("it holds 4001 pictures");
  });
});

describe("embedding a folder", () => {
  const describeBytes = async (bytes: Uint8Array): Promise<Description> =>
    Buffer.from(bytes).toString().includes("faceless")
      ? { ok: false, why: "no_face" }
      : { ok: true, embedding: Float32Array.of(1, 0), measures: {} };

  it("names each picture without a face, and each file that cannot be read, and goes on", async () => {
    put("one/a.jpg", "one/faceless.jpg", "two/huge.jpg", "two/z.jpg");
    truncateSync(path.join(folder, "two/huge.jpg"), 9 * 1024 * 1024);
    const { pictures } = await listed();
    const gone = { path: "two/gone.jpg", identity: "two" };
    const answer = await embedPictures(folder, [...pictures, gone], describeBytes);
    expect(answer.samples.map(({ identity }) => identity)).toEqual(["one", "two"]);
    expect(answer.missed).toEqual([
      { path: "one/faceless.jpg", why: "no_face" },
      { path: "two/huge.jpg", why: "image_too_large" },
      { path: "two/gone.jpg", why: "cannot be read (ENOENT)" },
    ]);
    expect(answer.pictures).toBe(5);
  });

  it("does not hide a fault of the engine among the missed pictures", async () => {
    put("one/a.jpg", "one/b.jpg", "two/c.jpg");
    const broken = async () => Promise.reject(new Error("the network broke"));
    await expect(embedPictures(folder, (await listed()).pictures, broken)).rejects.toThrow(
      "the network broke",
    );
  });

  it("stops when the time is up, with pairs of one person and of two among the first", async () => {
    put(...["a", "b", "c"].flatMap((who) => [1, 2, 3, 4].map((at) => `${who}/${at}.jpg`)));
    const rounds = inRounds((await listed()).pictures);
    expect(rounds.map((picture) => picture.path).slice(0, 7)).toEqual([
      "a/1.jpg",
      "a/2.jpg",
      "b/1.jpg",
      "b/2.jpg",
      "c/1.jpg",
      "c/2.jpg",
      "a/3.jpg",
    ]);
    let asked = 0;
    const answer = await embedPictures(folder, rounds, describeBytes, { isLate: () => ++asked > 4 });
    expect(answer.pictures).toBe(4);
    expect(answer.samples.map(({ identity }) => identity)).toEqual(["a", "a", "b", "b"]);
  });
});
