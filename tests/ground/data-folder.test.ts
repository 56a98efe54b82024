import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyDataFolder, openDataFolder } from "../../workers/supervisor/data-folder";

let parent = "";
beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), "countersign-folder-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("the data folder", () => {
  test("is made, closed to others, and can be opened again after it was released", () => {
    const folder = openDataFolder(path.join(parent, "new/data"));
    expect(statSync(folder.path).mode & 0o006).toBe(0);
    expect(statSync(folder.in("run")).mode & 0o077).toBe(0);
    folder.release();
    openDataFolder(folder.path).release();
  });

  test("is refused while another start holds it, with the way to run beside it", () => {
    const folder = openDataFolder(path.join(parent, "data"));
    expect(() => openDataFolder(folder.path)).toThrow(/already runs on .*process \d+.*COUNTERSIGN_DATA=/);
    folder.release();
  });

  test("is taken over from a start that was killed", () => {
    const folder = openDataFolder(path.join(parent, "data"));
    const dead = { pid: process.pid, startedAt: "another boot/1" };
    writeFileSync(folder.in("run/supervisor.json"), JSON.stringify(dead));
    openDataFolder(folder.path).release();

    writeFileSync(folder.in("run/supervisor.json"), "{ half writ");
    openDataFolder(folder.path).release();
  });

  test("is never somebody else's folder, not even to be emptied", () => {
    writeFileSync(path.join(parent, "thesis.doc"), "years of work");
    expect(() => openDataFolder(parent)).toThrow(/not empty and not a data folder of Countersign/);
    expect(readdirSync(parent)).toEqual(["thesis.doc"]);
  });

  test("that is a file is refused", () => {
    writeFileSync(path.join(parent, "file"), "");
    expect(() => openDataFolder(path.join(parent, "file"))).toThrow(/is not a folder/);
    expect(() => openDataFolder(path.join(parent, "file/below"))).toThrow(/is not a folder/);
  });

  test.skipIf(process.platform !== "linux")("that can never be made is refused, not tried for ever", () => {
    expect(() => openDataFolder("/proc/countersign")).toThrow(/cannot be made \(ENOENT\)/);
    const long = path.join(parent, "new", "x".repeat(300));
    expect(() => openDataFolder(long)).toThrow(/cannot be made \(ENAMETOOLONG\)/);
    expect(readdirSync(parent)).toEqual([]);
  });

  test("is taken away again by the start that made it when nothing came of it, and by no other", () => {
    openDataFolder(path.join(parent, "new/data")).release();
    expect(readdirSync(parent)).toEqual([]);

    const used = openDataFolder(path.join(parent, "data"));
    writeFileSync(used.in("logs/gateway.log"), "why it failed");
    used.release();
    openDataFolder(used.path).release();
    expect(readdirSync(used.in("logs"))).toEqual(["gateway.log"]);

    rmSync(used.in("logs/gateway.log"));
    openDataFolder(used.path).release();
    expect(existsSync(used.in("countersign-data-folder"))).toBe(true);
  });

  test("that this user may not write is refused with its owner's way out", () => {
    mkdirSync(path.join(parent, "data"));
    chmodSync(path.join(parent, "data"), 0o500);
    const asNobody = process.getuid?.() === 0; // root may write anywhere
    if (asNobody) process.seteuid?.(65534);
    try {
      expect(() => openDataFolder(path.join(parent, "data"))).toThrow(/cannot be written by this user/);
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
  });

  test("loses all state when it is emptied, and keeps our hold on it", () => {
    const folder = openDataFolder(path.join(parent, "data"));
    for (const name of ["postgres", "secrets", "objects/of/a/tenant"])
      mkdirSync(folder.in(name), { recursive: true });
    writeFileSync(folder.in("run/seeded"), "");
    emptyDataFolder(folder);
    expect(readdirSync(folder.path).sort()).toEqual(["countersign-data-folder", "logs", "run"]);
    expect(existsSync(folder.in("run/seeded"))).toBe(false);
    expect(() => openDataFolder(folder.path)).toThrow(/already runs/);
    folder.release();
  });
});
