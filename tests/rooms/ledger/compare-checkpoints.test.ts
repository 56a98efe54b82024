import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkpointText } from "#lib/ledger/checkpoint";
import { compareCheckpoints } from "#lib/ledger/compare-checkpoints";
import { signNote } from "#lib/ledger/note";
import { compareFiles } from "../../../workers/compare-checkpoints";
import { other } from "./bundles";
import { referenceConsistency, referenceRoot } from "./reference-tree";
import { signer } from "./story";

const bytes = (texts: readonly string[]) => texts.map((text) => Buffer.from(text));
const history = Array.from({ length: 20 }, (_, index) => `entry ${index}`);
/** The same log after its newest rows were cut off and others written in their place. */
const rewritten = [...history.slice(0, 12), ...Array.from({ length: 8 }, (_, index) => `forged ${index}`)];

const note = (leaves: readonly string[], size: number, by = signer) =>
  signNote(
    checkpointText({ origin: signer.name, size, rootHash: referenceRoot(bytes(leaves.slice(0, size))) }),
    by,
  );
const proverOf = (leaves: readonly string[]) => async (from: number, to: number) =>
  referenceConsistency(from, bytes(leaves.slice(0, to)));
const never = () => Promise.reject(new Error("no proof is needed"));

describe("two checkpoints of different holders", () => {
  it("agree for every pair of sizes of one history, in either order", async () => {
    for (let from = 1; from < 20; from += 1) {
      const notes = [note(history, 20), note(history, from)] as const;
      const same = { verdict: "consistent", from, to: 20 };
      expect(await compareCheckpoints(notes, signer.vkey, proverOf(history))).toEqual(same);
      expect(await compareCheckpoints([notes[1], notes[0]], signer.vkey, proverOf(history))).toEqual(same);
    }
    expect(await compareCheckpoints([note(history, 7), note(history, 7)], signer.vkey, never)).toMatchObject({
      verdict: "consistent",
    });
  });

  it("name the fork when newest rows were cut off and written anew, whatever the ledger proves", async () => {
    for (const size of [13, 16, 19]) {
      for (const prover of [proverOf(history), proverOf(rewritten), async () => []]) {
        const notes = [note(history, size), note(rewritten, 20)] as const;
        expect(await compareCheckpoints(notes, signer.vkey, prover)).toMatchObject({ verdict: "fork", size });
      }
    }
  });

  it("name the fork of two roots for one size without asking anyone", async () => {
    const notes = [note(history, 20), note(rewritten, 20)] as const;
    expect(await compareCheckpoints(notes, signer.vkey, never)).toMatchObject({ verdict: "fork", size: 20 });
  });

  it("see no fork where only what came later differs", async () => {
    const notes = [note(history, 12), note(rewritten, 20)] as const;
    expect(await compareCheckpoints(notes, signer.vkey, proverOf(rewritten))).toMatchObject({
      verdict: "consistent",
    });
  });

  it("say nothing of a note that is not signed by the key, and of a key that is none", async () => {
    const stranger = [note(history, 3), note(history, 5, other)] as const;
    expect(await compareCheckpoints(stranger, signer.vkey, never)).toMatchObject({
      verdict: "unreadable",
      which: 1,
    });
    expect(await compareCheckpoints(["", note(history, 5)], signer.vkey, never)).toMatchObject({ which: 0 });
    expect(await compareCheckpoints(stranger, "no key", never)).toMatchObject({ which: "key" });
  });
});

describe("compare-checkpoints", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "compare-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return name;
  };
  const one = file("one.txt", note(history, 20));
  const forged = file("forged.txt", note(rewritten, 20));

  it("ends with 1 and both roots for a fork", async () => {
    const { line, exitCode } = await compareFiles([one, forged, "--vkey", signer.vkey], folder);
    expect(exitCode).toBe(1);
    expect(line).toMatch(/^FORK: two roots were signed for 20 entries: [0-9a-f]{64} and [0-9a-f]{64}/);
  });

  it.each([
    ["no file", [], "Compares two checkpoints"],
    ["one file", [one], "Compares two checkpoints"],
    ["no key", [one, forged], "Compares two checkpoints"],
    ["an unknown flag", [one, forged, "--key", "x"], "--key"],
    ["a file that is not there", [one, "none.txt", "--vkey", signer.vkey], "Cannot read none.txt"],
    ["a file that is none", [one, file("x.txt", "hello\n"), "--vkey", signer.vkey], "x.txt cannot be taken"],
    ["a key of another log", [one, forged, "--vkey", "other+00000000+AAAA"], "the key cannot be taken"],
  ])("says what is wrong with %s", async (_what, args, words) => {
    const { line, exitCode } = await compareFiles(args, folder);
    expect(exitCode).toBe(2);
    expect(line).toContain(words);
  });

  it("does not call it a fork when nobody answers", async () => {
    const older = file("older.txt", note(history, 5));
    const args = [one, older, "--vkey", signer.vkey, "--ledger", "http://127.0.0.1:1"];
    expect(await compareFiles(args, folder)).toMatchObject({
      exitCode: 2,
      line: expect.stringContaining("No answer from http://127.0.0.1:1"),
    });
  });
});
