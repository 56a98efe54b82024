import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Bundle } from "#lib/ledger/bundle";
import { bundleText } from "#lib/ledger/bundle";
import {
  cosign,
  openCosignature,
  parseWitnessVkey,
  readCosignatures,
  withCosignature,
  witnessFromSeed,
} from "#lib/ledger/cosignature";
import { openNote, parseVkey, signerFromSeed, signNote } from "#lib/ledger/note";
import { compareFiles } from "../../../workers/compare-checkpoints";
import { verifyLedger } from "../../../workers/verify-ledger";
import { failureOf, leaves, whole } from "./bundles";
import { bundleOf, signer } from "./story";

const SEED = Buffer.alloc(32, 9);
const witness = witnessFromSeed("witness.example/one", SEED);
const stranger = witnessFromSeed(witness.name, Buffer.alloc(32, 10));
const at = new Date("2026-11-24T03:00:00.900Z");
const TEXT = "test\n123\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n";
const NOTE = signNote(TEXT, signer);
const line = cosign(TEXT, witness, at);

describe("a cosignature, as C2SP tlog-cosignature v1 has it", () => {
  it("is key id, time and signature over a header of its own, byte for byte", () => {
    const [, , blob = ""] = line.split(" ");
    const bytes = Buffer.from(blob, "base64");
    const raw = Buffer.from(String(witness.publicKey.export({ format: "jwk" }).x), "base64url");
    const id = createHash("sha256").update(`${witness.name}\n`).update(Uint8Array.of(4)).update(raw).digest();
    expect(bytes.length).toBe(4 + 8 + 64);
    expect(bytes.subarray(0, 4)).toEqual(id.subarray(0, 4));
    const seconds = BigInt(Math.floor(at.getTime() / 1_000));
    expect(bytes.readBigUInt64BE(4)).toBe(seconds);
    const key = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") },
      format: "jwk",
    });
    const signed = Buffer.from(`cosignature/v1\ntime ${seconds}\n${TEXT}`);
    expect(verify(null, signed, key, bytes.subarray(12))).toBe(true);
    expect(witness.vkey).toBe(
      `${witness.name}+${id.subarray(0, 4).toString("hex")}+${Buffer.concat([Uint8Array.of(4), raw]).toString("base64")}`,
    );
  });

  it("is read back with its time, and leaves the log's own signature as it was", () => {
    const note = withCosignature(NOTE, line);
    const found = [{ witness, at: new Date("2026-11-24T03:00:00Z") }];
    expect(readCosignatures(note, [witness])).toEqual({ ok: true, found });
    expect(openNote(note, signer)).toEqual({ ok: true, text: TEXT });
    expect(withCosignature(note, line)).toBe(note);
    expect(readCosignatures(note, [stranger])).toEqual({ ok: true, found: [] });
  });

  it("is none with another text, another time, another key, or the log's own signature in its place", () => {
    expect(openCosignature(TEXT.replace("123", "124"), line, witness)).toMatchObject({ ok: false });
    expect(openCosignature(TEXT, line, stranger)).toMatchObject({ ok: false });
    const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    const later = `— ${witness.name} ${bytes.toString("base64")}`;
    expect(openCosignature(TEXT, later, witness)).toMatchObject({
      reason: expect.stringContaining("not valid"),
    });
    expect(readCosignatures(withCosignature(NOTE, later), [witness])).toMatchObject({ ok: false });
    const short =
      signNote(TEXT, { ...witness })
        .split("\n\n")[1]
        ?.trimEnd() ?? "";
    expect(openCosignature(TEXT, short, witness)).toMatchObject({
      reason: expect.stringContaining("version 1"),
    });
  });

  it("comes of a key that is no log's key, and a log's key is no witness's", () => {
    expect(parseWitnessVkey(witness.vkey)).toMatchObject({ ok: true });
    expect(parseVkey(witness.vkey)).toMatchObject({ ok: false });
    expect(parseWitnessVkey(signerFromSeed(witness.name, SEED).vkey)).toMatchObject({ ok: false });
  });
});

/** A ledger whose checkpoints of these places a witness has seen. */
function cosigned(bundle: Bundle, places: readonly number[], by = witness): Bundle {
  const checkpoints = bundle.checkpoints.map((one, place) => {
    if (!places.includes(place)) return one;
    const text = one.note.slice(0, one.note.indexOf("\n\n") + 1);
    return { ...one, note: withCosignature(one.note, cosign(text, by, at)) };
  });
  return { ...bundle, checkpoints };
}
const witnesses = [witness.vkey];

describe("a ledger that a witness saw", () => {
  it("verifies as far as the witness says, and fails where no checkpoint is cosigned", () => {
    expect(failureOf(cosigned(whole, [0, 1]), { witnesses })).toBeNull();
    expect(failureOf(whole, { witnesses })).toMatchObject({
      check: "witness",
      reason: expect.stringContaining("none of its checkpoints is cosigned by witness.example/one"),
    });
    expect(failureOf(cosigned(whole, [0, 1], stranger), { witnesses })).toMatchObject({ check: "witness" });
    expect(failureOf(whole, { witnesses: ["none"] })).toMatchObject({ check: "key" });
  });

  it("betrays a history that was signed anew, with no earlier checkpoint in hand: the witness did not see it", () => {
    const second = bundleOf(
      leaves.map((leaf, place) => (place === 1 ? leaf.replace("app_1", "app_2") : leaf)),
    );
    expect(failureOf(second)).toBeNull();
    expect(failureOf(second, { witnesses })).toMatchObject({ check: "witness" });
    // A line that was taken over from the first history does not belong to the second.
    const [, theirs = ""] = cosigned(whole, [2]).checkpoints[2]?.note.split("\n\n")[1]?.split("\n") ?? [];
    const last = second.checkpoints.length - 1;
    const checkpoints = second.checkpoints.map((one, place) =>
      place === last ? { ...one, note: withCosignature(one.note, theirs) } : one,
    );
    expect(failureOf({ ...second, checkpoints }, { witnesses })).toMatchObject({
      reason: expect.stringContaining("not valid"),
    });
  });

  it("betrays a cut-off end to whoever kept a cosigned checkpoint", () => {
    const all = cosigned(whole, [0, 1, 2]);
    const cut = { ...all, entries: all.entries.slice(0, 4), checkpoints: all.checkpoints.slice(0, 2) };
    expect(failureOf(cut, { witnesses })).toBeNull();
    expect(failureOf(cut, { witnesses, held: all.checkpoints[2]?.note })).toMatchObject({
      reason: "ends at 4 entries, but you hold a checkpoint of 10: the newest were left out",
    });
  });
});

describe("the auditor's commands", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "cosigned-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return name;
  };
  const all = cosigned(whole, [1, 2]);

  it("verify-ledger says how far each witness vouches for it", () => {
    const name = file("all.json", bundleText(all));
    const args = [name, "--vkey", signer.vkey, "--witness", witness.vkey];
    expect(verifyLedger(args, folder)).toMatchObject({
      exitCode: 0,
      lines: expect.arrayContaining([
        "witness      witness.example/one cosigned 10 entries at 2026-11-24T03:00:00.000Z",
      ]),
    });
    expect(verifyLedger([...args, "--witness", stranger.vkey], folder)).toMatchObject({ exitCode: 1 });
  });

  it("compare-checkpoints takes a webhook's header, and says who cosigned which", async () => {
    const plain = file("plain.txt", whole.checkpoints[2]?.note ?? "");
    const header = file("header.txt", Buffer.from(all.checkpoints[2]?.note ?? "").toString("base64"));
    const args = [plain, header, "--vkey", signer.vkey, "--witness", witness.vkey];
    expect(await compareFiles(args, folder)).toEqual({
      exitCode: 0,
      line: "the same history, from 10 to 10 entries\nheader.txt was cosigned by witness.example/one at 2026-11-24T03:00:00.000Z",
    });
    expect(
      await compareFiles([plain, header, "--vkey", signer.vkey, "--witness", "x"], folder),
    ).toMatchObject({
      exitCode: 2,
      line: expect.stringContaining("the witness key x"),
    });
  });
});
