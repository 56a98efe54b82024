import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEntry } from "#lib/ledger/append-entry";
import { bundleText } from "#lib/ledger/bundle";
import { exportBundle } from "#lib/ledger/export-bundle";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { ledgerSigner } from "#lib/ledger/signing-key";
import { checkpointToKeep } from "#lib/ledger/view";
import { closeDatabase, transaction } from "#lib/platform/db";
import { verifyLedger } from "../../../workers/verify-ledger";
import { type Draw, letGo, restore, TAMPERINGS, takeVictim, type Victim } from "./tamper";

/** `TAMPERINGS=1000 npm test -- tests/rooms/ledger/tampered-database.test.ts` for the whole of it. */
const COUNT = Number(process.env.TAMPERINGS ?? 44);
const SEED = Number(process.env.SEED ?? 20_261_124);
const ENTRIES = 40;

/** mulberry32: 32 bits of state, enough to draw places from. */
function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const folder = mkdtempSync(path.join(os.tmpdir(), "tampered-"));
let victim: Victim;
let kept = 0;

beforeAll(async () => {
  for (let written = 0; written < ENTRIES; written += 1) {
    await transaction((tx) =>
      appendEntry(tx, { kind: "fact.recorded", subjectId: `fct_${written}`, data: { place: written } }),
    );
    if (written % 5 === 4) await sequenceEntries({ now: new Date() });
    if (written === 24) {
      writeFileSync(path.join(folder, "kept.txt"), (await checkpointToKeep()) ?? "");
      kept = written + 2;
    }
  }
  victim = await takeVictim(() => kept);
});
afterAll(async () => {
  await letGo(victim);
  await closeDatabase();
  rmSync(folder, { recursive: true });
});

/** What an auditor does: takes everything away and runs the command, with one earlier checkpoint in hand. */
async function audit(): Promise<{ exitCode: number; line: string }> {
  try {
    writeFileSync(path.join(folder, "all.json"), bundleText(await exportBundle()));
  } catch (error) {
    return { exitCode: 1, line: `no export: ${error instanceof Error ? error.message : error}` };
  }
  const args = ["all.json", "--vkey", ledgerSigner().vkey, "--checkpoint", "kept.txt"];
  const { lines, exitCode } = verifyLedger(args, folder);
  return { exitCode, line: lines.join(" ") };
}

describe("a database in a superuser's hands", () => {
  it("verifies while nothing was done to it", async () => {
    expect(victim.sizes.filter((size) => size < victim.held).length).toBeGreaterThan(2);
    expect(await audit()).toMatchObject({ exitCode: 0 });
    await restore(victim);
    expect(await audit()).toMatchObject({ exitCode: 0 });
  });

  it(`betrays each of ${COUNT} random tamperings to the auditor's command, with only an earlier checkpoint in hand`, async () => {
    const draw = seeded(SEED);
    const kinds = Object.entries(TAMPERINGS);
    const missed: string[] = [];
    for (let done = 0; done < COUNT; done += 1) {
      const [kind, tamper] = kinds[done % kinds.length] as (typeof kinds)[number];
      await tamper(victim, draw);
      const { exitCode, line } = await audit();
      if (exitCode === 0) missed.push(`${done}: ${kind}: ${line}`);
      await restore(victim);
    }
    expect(missed, `seed ${SEED}`).toEqual([]);
    expect(await audit()).toMatchObject({ exitCode: 0 });
  }, 1_800_000);

  it("would not betray those signed with the ledger's own key to an auditor who kept nothing", async () => {
    await TAMPERINGS["an entry rewritten and all signed anew"]?.(victim, seeded(SEED));
    writeFileSync(path.join(folder, "all.json"), bundleText(await exportBundle()));
    expect(verifyLedger(["all.json", "--vkey", ledgerSigner().vkey], folder).exitCode).toBe(0);
    expect(await audit()).toMatchObject({ exitCode: 1 });
    await restore(victim);
  });
});
