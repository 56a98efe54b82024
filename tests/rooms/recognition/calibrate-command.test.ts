import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCalibration } from "#lib/recognition/calibration-in-use";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { noFace } from "./pictures";
import { defined } from "./shared-engine";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const ENGINE_MS = 90_000;

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "calibrate-command-"));
  const { personA, others } = await samplePhotographs();
  const put = (name: string, bytes: Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  };
  for (const [index, { jpeg }] of personA.slice(0, 3).entries()) put(`set/club/anna/${index}.jpg`, jpeg);
  put("set/press/bert/0.png", defined(others[0]).jpeg); // read for what it is, whatever it is called
  put("set/press/cleo/0.jpg", defined(others[1]).jpeg);
  put("set/press/cleo/empty-room.jpg", await noFace());
  put("set/press/cleo/torn.jpg", defined(others[1]).jpeg.subarray(0, 900));
  put("alone/anna/0.jpg", defined(personA[0]).jpeg);
  put("faceless/a/0.jpg", await noFace());
  put("faceless/a/1.jpg", await noFace());
  put("faceless/b/0.jpg", await noFace());
  mkdirSync(path.join(folder, "bare"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Run = { code: number | null; stdout: string; stderr: string };

function run(...args: readonly string[]): Promise<Run> {
  const tsx = path.join(PROJECT, "node_modules/tsx/dist/esm/index.mjs");
  const child = spawn(
    process.execPath,
    ["--import", tsx, path.join(PROJECT, "workers/calibrate.ts"), ...args],
    {
      cwd: folder,
      env: { NODE_ENV: "test", PATH: process.env.PATH ?? "" },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

describe("npm run calibrate", () => {
  it(
    "measures a folder, names the pictures without a face, and ends with one line of JSON",
    async () => {
      const { code, stdout, stderr } = await run(
        "set",
        "--json",
        "--quick",
        "--out",
        "new/rates.json",
        "--note",
        "Few.",
      );
      expect(code, stderr).toBe(0);
      const lines = stdout.trimEnd().split("\n");
      const result: unknown = JSON.parse(lines.at(-1) ?? "");
      // Three of one person: 3 genuine pairs; with one each of two others, 7 impostor pairs.
      expect(result).toMatchObject({
        pictures: 7,
        found: 5,
        eer: 0,
        tar_at_far: { "0.01": 1, "0.001": 1 },
        genuine: 3,
        impostor: 7,
        identities: 3,
        rank1: 1,
        carried: { "0.01": false, "0.001": false },
        part: false,
        model: EMBEDDING_MODEL_ID,
      });
      expect(stdout).toContain("no embedding: press/cleo/empty-room.jpg: no_face");
      expect(stdout).toContain("no embedding: press/cleo/torn.jpg: image_unsupported, undecodable");
      expect(stdout).toContain("too few pairs for this FAR");

      const written = readFileSync(path.join(folder, "new/rates.json"), "utf8");
      const file: unknown = JSON.parse(written);
      expect(file).toMatchObject({
        modelId: EMBEDDING_MODEL_ID,
        set: { name: "set", pictures: 7, found: 5 },
      });
      expect(written).toContain('"Few."');
      expect(written).toContain("7 impostor pairs: an FMR under 40 % cannot be told from none");
      expect(parseCalibration(written, "rates.json").set.name).toBe("set");
      // Numbers only: neither whose pictures they are nor where they lie.
      expect(written).not.toMatch(/anna|cleo|calibrate-command|empty-room/);
    },
    ENGINE_MS,
  );

  it(
    "says that nothing can be measured when no face was found, and names the pictures",
    async () => {
      const { code, stderr } = await run("faceless", "--quick");
      expect(code).toBe(2);
      expect(stderr).toContain("0 faces were found");
      expect(stderr).toContain("a/1.jpg: no_face");
    },
    ENGINE_MS,
  );

  it(
    "refuses what it cannot measure with a sentence, before an engine is loaded",
    async () => {
      const asked = await Promise.all([
        run(),
        run("missing"),
        run("bare"),
        run("alone"),
        run("set", "more"),
        run("set", "--fast"),
        run("set/club/anna/0.jpg"),
        run("set", "--name", ""),
        run("set", "--note", "n".repeat(2_001)),
      ]);
      expect(asked.map(({ code }) => code)).toEqual(asked.map(() => 2));
      expect(asked.map(({ stdout }) => stdout).join("")).toBe("");
      const said = asked.map(({ stderr }) => stderr.split("\n")[0]);
      expect(said[0]).toContain("no folder is named");
      expect(said[1]).toContain("there is no such folder");
      expect(said[2]).toContain("no picture in it");
      expect(said[3]).toContain("all its pictures are of one identity (anna)");
      expect(said[4]).toContain("one folder at a time");
      expect(said[5]).toContain("Unknown option '--fast'");
      expect(said[6]).toContain("this is a file");
      // The engine would not start on a file with such a name or limit.
      expect(said[7]).toContain("--name and --note take 1 to 2000 characters, this one has 0");
      expect(said[8]).toContain("this one has 2001");
      for (const { stderr } of asked) expect(stderr).not.toMatch(/\n\s+at \S+ \(/);
    },
    ENGINE_MS,
  );
});
