import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { whileAlone } from "../../bin/lock.mjs";

let folder = "";
let lock = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "countersign-lock-"));
  lock = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the lock under which a checkout is prepared", () => {
  test("lets one in at a time, and tells the other that it waits", async () => {
    const seen: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const first = whileAlone(
      () => seen.push("first waits"),
      async () => {
        seen.push("first in");
        await held;
        seen.push("first out");
      },
      lock,
    );
    const second = whileAlone(
      () => seen.push("second waits"),
      async () => seen.push("second in"),
      lock,
    );
    letGo();
    await Promise.all([first, second]);
    expect(seen).toEqual(["first in", "second waits", "first out", "second in"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["a start that was killed", "999999999"],
    ["a start whose disk was full before it had written its number", ""],
    ["nobody that can be read", "{"],
  ])("is taken over from %s", async (_whose, text) => {
    writeFileSync(lock, text);
    expect(
      await whileAlone(
        () => undefined,
        async () => existsSync(lock),
        lock,
      ),
    ).toBe(true);
  });

  test("is let go of when the work fails", async () => {
    const failing = whileAlone(
      () => undefined,
      () => Promise.reject(new Error("no network")),
      lock,
    );
    await expect(failing).rejects.toThrow("no network");
    expect(existsSync(lock)).toBe(false);
  });
});
