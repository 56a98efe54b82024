import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { certificateForStaff } from "#lib/certificates/certificate-view";
import { signedCase } from "#tests/rooms/certificates/signed-case";
import { type Loose, leafAt, resign } from "#tests/rooms/certificates/tampering";
import { findProgram, mustRunAll, requireProgram } from "#tests/support/needs";

/** Where Debian's golang-golang-x-mod-dev lays its source. */
const GOPATH = "/usr/share/gocode";
const PACKAGES = path.join(GOPATH, "src/golang.org/x/mod/sumdb/tlog");

const isThere = findProgram("go") !== undefined && existsSync(PACKAGES);
const describeHere = isThere || mustRunAll() ? describe : describe.skip;

describeHere(
  "Go's own checker of transparency logs (apt-get install golang-go golang-golang-x-mod-dev)",
  () => {
    let program: string;
    let text: string;
    beforeAll(async () => {
      if (!existsSync(PACKAGES)) throw new Error("missing: apt-get install golang-golang-x-mod-dev");
      const folder = mkdtempSync(path.join(os.tmpdir(), "independent-"));
      program = path.join(folder, "verify-ledger");
      const source = path.resolve("tests/independent/verify-ledger.go");
      const env = {
        ...process.env,
        GOPATH,
        GO111MODULE: "off",
        GOCACHE: path.join(folder, "cache"),
        CGO_ENABLED: "0",
      };
      const built = spawnSync(requireProgram("go"), ["build", "-o", program, source], {
        env,
        encoding: "utf8",
      });
      expect(built.stderr).toBe("");
      await signedCase("decline");
      const { approver, review } = await signedCase();
      await signedCase("decline");
      text = (await certificateForStaff(approver.actor, review.applicationId)).text;
    }, 240_000);

    const judge = (ledger: unknown) =>
      spawnSync(program, [], { input: JSON.stringify(ledger), encoding: "utf8" });

    it("agrees that a certificate's part of the ledger is in one signed tree", () => {
      const { ledger } = JSON.parse(text);
      const { status, stdout, stderr } = judge(ledger);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toBe(`ok ${ledger.checkpoints.length} checkpoints ${ledger.entries.length} entries\n`);
      expect(ledger.checkpoints.length).toBeGreaterThan(1);
    });

    it.each<[string, (ledger: Loose) => void]>([
      [
        "an entry edited",
        (ledger) => resign(leafAt({ ledger }, "decision.issued"), (leaf) => (leaf.data.outcome = "decline")),
      ],
      ["a proof changed", (ledger) => (ledger.entries[0].proof[0] = "0".repeat(64))],
      ["an entry at another place", (ledger) => (ledger.entries[1].index += 1)],
      [
        "a checkpoint that does not continue the one before",
        (ledger) => (ledger.checkpoints[1].consistency = []),
      ],
      ["a size that was not signed", (ledger) => swapSize(ledger)],
    ])("refuses, as ours does, %s", (_, change) => {
      const { ledger } = JSON.parse(text);
      change(ledger);
      expect(judge(ledger).status).toBe(1);
    });

    function swapSize(ledger: Loose): void {
      const last = ledger.checkpoints.at(-1);
      last.note = last.note.replace(/\n\d+\n/, "\n4\n");
    }
  },
);
