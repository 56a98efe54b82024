import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleText } from "#lib/ledger/bundle";
import { verifyLedger } from "../../../workers/verify-ledger";
import { bundleOf, samePersonTwice, signer, textsOf, told } from "./story";

const folder = mkdtempSync(path.join(os.tmpdir(), "ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

const leaves = textsOf(told());
const whole = bundleOf(leaves, { sizes: [4, 10] });
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return name;
};
const good = file("good.json", bundleText(whole));

describe("verify-ledger", () => {
  it("says what was checked and ends in ok", () => {
    expect(verifyLedger([good, "--vkey", signer.vkey], folder)).toEqual({
      exitCode: 0,
      lines: [
        "ledger       countersign.example/ledger, 10 entries",
        "key          the one you gave",
        "checkpoints  2 signed, each continues the one before it",
        "entries      10, all there are: the tree was built again from them",
        "decisions    1 issued, 2 signatures",
        "grants       1, each after two signatures by different people over its digest",
        "keys         1 issued, each after its grant; 1 revoked",
        "jobs         1 accepted, 1 released, none under a revoked key",
        "ok",
      ],
    });
  });

  it("says that a key which comes with the bundle vouches for nothing by itself", () => {
    expect(verifyLedger([good], folder).lines[1]).toContain("compare it with the published one");
  });

  it("says of a part what cannot be known from a part", () => {
    const subject = { kind: "subject", subject: "key_1" } as const;
    const name = file(
      "part.json",
      bundleText(bundleOf(leaves, { scope: subject, indexes: [2, 3, 4, 5, 6, 9] })),
    );
    const { lines, exitCode } = verifyLedger([name], folder);
    expect(exitCode).toBe(0);
    expect(lines[3]).toContain("those of key_1");
    expect(lines[3]).toContain("that there are no others is not provable from a part");
  });

  it("names the first failure with its entry, and exits with 1", () => {
    const forged = bundleOf(textsOf(told({ secondSignature: samePersonTwice })));
    const name = file("forged.json", bundleText(forged));
    expect(verifyLedger([name], folder)).toEqual({
      exitCode: 1,
      lines: ["FAILED (rule) at entry 4: decision.issued: dec_1 names per_b, who had not signed its digest"],
    });
  });

  it("holds the bundle against a checkpoint that the auditor kept", () => {
    const kept = file("kept.txt", whole.checkpoints[1]?.note ?? "");
    const cut = { ...whole, entries: whole.entries.slice(0, 4), checkpoints: whole.checkpoints.slice(0, 1) };
    const short = file("short.json", bundleText(cut));
    expect(verifyLedger([good, "--checkpoint", kept], folder).exitCode).toBe(0);
    expect(verifyLedger([short], folder).exitCode).toBe(0);
    expect(verifyLedger([short, "--checkpoint", kept], folder)).toMatchObject({
      exitCode: 1,
      lines: [expect.stringContaining("the newest were left out")],
    });
  });

  it.each<[string, string[], string]>([
    ["no argument", [], "npm run verify-ledger"],
    ["two files", ["a", "b"], "npm run verify-ledger"],
    ["an unknown option", ["a", "--force"], "--force"],
    ["a file that is not there", ["absent.json"], "Cannot read absent.json"],
    ["a folder", ["."], "Cannot read ."],
    ["a kept checkpoint that is not there", [good, "--checkpoint", "absent.txt"], "Cannot read absent.txt"],
    ["a file that is no bundle", [file("other.json", "{}")], "other.json is not a ledger bundle"],
    ["a file that is not JSON", [file("text.json", "hello")], "not JSON"],
  ])("exits with 2 and says why: %s", (_case, args, reason) => {
    const { lines, exitCode } = verifyLedger(args, folder);
    expect(exitCode).toBe(2);
    expect(lines.join("\n")).toContain(reason);
  });

  it("runs as a command, from another folder, without any setting", () => {
    const script = path.resolve("workers/verify-ledger.ts");
    const run = (name: string) => {
      const env = { NODE_ENV: "test", PATH: process.env.PATH, INIT_CWD: folder } as const;
      return spawnSync(process.execPath, ["--import", "tsx", script, name], { env, encoding: "utf8" });
    };
    expect(run(good)).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nok\n$/), stderr: "" });
    expect(run("absent.json")).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("the verifier's imports", () => {
  it("are node:crypto and files of this room alone, with those of the certificates that judge one", () => {
    const seen = new Set<string>();
    const outside = new Set<string>();
    const visit = (module: string) => {
      if (seen.has(module)) return;
      seen.add(module);
      const room = path.dirname(module);
      const source = readFileSync(path.join("lib", `${module}.ts`), "utf8");
      // Type imports are gone when it runs; all others count.
      for (const [, name = ""] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)";/gm)) {
        if (name.startsWith("./")) visit(path.join(room, name));
        else if (/^#lib\/(ledger|certificates)\//.test(name)) visit(name.slice("#lib/".length));
        // Under Node; package.json gives a browser another file in its place.
        else if (name === "#ledger-crypto") visit("ledger/crypto");
        else outside.add(name);
      }
    };
    for (const module of ["ledger/verify-bundle", "ledger/bundle"]) visit(module);
    expect([...seen].filter((module) => !module.startsWith("ledger/"))).toEqual([]);
    for (const name of ["certificate", "verify-certificate", "account-lines"]) visit(`certificates/${name}`);
    expect([...outside]).toEqual(["node:crypto"]);
    expect(seen.size).toBeGreaterThan(14);
  });
});
