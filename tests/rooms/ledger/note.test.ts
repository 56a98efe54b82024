import { describe, expect, it } from "vitest";
import { checkpointText, openCheckpoint, parseCheckpoint } from "#lib/ledger/checkpoint";
import { EMPTY_ROOT } from "#lib/ledger/merkle";
import { type NoteVerifier, openNote, parseVkey, signerFromSeed, signNote } from "#lib/ledger/note";

// The key and note of the reference implementation: https://pkg.go.dev/golang.org/x/mod/sumdb/note
const VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SEED = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const NOTE = `${TEXT}\n${SIGNATURE}`;

function verifierOf(vkey: string): NoteVerifier {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.verifier;
}
const peter = verifierOf(VKEY);
const other = signerFromSeed("example.com/witness", Buffer.alloc(32, 7));

describe("signed notes against the reference implementation", () => {
  it("derives the known public key and key id from the seed", () => {
    expect(signerFromSeed("PeterNeumann", SEED).vkey).toBe(VKEY);
  });

  it("signs the known note, byte for byte", () => {
    expect(signNote(TEXT, signerFromSeed("PeterNeumann", SEED))).toBe(NOTE);
  });

  it("opens the known note", () => {
    expect(openNote(NOTE, peter)).toEqual({ ok: true, text: TEXT });
  });

  it("passes over the signatures of others, so that witnesses can add theirs", () => {
    const [, theirs = ""] = signNote(TEXT, other).split("\n\n");
    expect(openNote(`${TEXT}\n${theirs}${SIGNATURE}`, peter)).toEqual({ ok: true, text: TEXT });
  });

  it("takes the last blank line as the end of the text", () => {
    const signer = signerFromSeed("PeterNeumann", SEED);
    const text = "one\n\ntwo\n";
    expect(openNote(signNote(text, signer), peter)).toEqual({ ok: true, text });
  });
});

describe("a note that is not to be believed", () => {
  it.each([
    [
      "a changed text",
      NOTE.replace("cryptography", "cryptographY"),
      "the signature by PeterNeumann is not valid",
    ],
    ["a changed signature", NOTE.replace("UG/Sff", "UG/Tff"), "the signature by PeterNeumann is not valid"],
    ["another's signature", signNote(TEXT, other), "no signature by PeterNeumann with key c74f20a3"],
    ["no signature", TEXT, "no blank line before the signatures"],
    ["a cut end", NOTE.slice(0, -1), "no blank line before the signatures"],
    ["a carriage return", NOTE.replace("\n", "\r\n"), "a control character or broken UTF-8 in the note"],
    [
      "half a surrogate pair",
      NOTE.replace("If", "\ud800"),
      "a control character or broken UTF-8 in the note",
    ],
    ["a hyphen for the dash", NOTE.replace("— P", "- P"), "a signature line is malformed"],
    ["loose base64", NOTE.replace("nAM=", "nAM"), "a signature line is malformed"],
    ["a signature of nothing", `${TEXT}\n— PeterNeumann x08gow==\n`, "a signature line is malformed"],
    ["101 signatures", `${TEXT}\n${SIGNATURE.repeat(101)}`, "more than 100 signatures"],
  ])("is refused: %s", (_case, note, reason) => {
    expect(openNote(note, peter)).toEqual({ ok: false, reason });
  });

  it("is refused when the first signature with our key is bad, whatever follows", () => {
    const bad = SIGNATURE.replace("UG/Sff", "UG/Tff");
    expect(openNote(`${TEXT}\n${bad}${SIGNATURE}`, peter).ok).toBe(false);
  });
});

describe("a key in text form", () => {
  it.each([
    ["nothing", ""],
    ["no name", VKEY.slice("PeterNeumann".length)],
    ["a name with a space", VKEY.replace("PeterN", "Peter N")],
    ["another name", VKEY.replace("Peter", "Petra")],
    ["another id", VKEY.replace("c74f20a3", "c74f20a4")],
    ["an upper-case id", VKEY.replace("c74f20a3", "C74F20A3")],
    ["a key cut short", VKEY.slice(0, -4)],
    ["another algorithm", VKEY.replace("+ARpc", "+Ahpc")],
    ["not base64", `${VKEY}!`],
  ])("is refused: %s", (_case, vkey) => {
    expect(parseVkey(vkey).ok).toBe(false);
  });

  it("is not made from a seed or a name that cannot be one", () => {
    expect(() => signerFromSeed("example.com", Buffer.alloc(31))).toThrow(RangeError);
    expect(() => signerFromSeed("exam ple.com", Buffer.alloc(32))).toThrow(RangeError);
    expect(() => signerFromSeed("a+b", Buffer.alloc(32))).toThrow(RangeError);
    expect(() => signNote("no newline", other)).toThrow(RangeError);
  });
});

describe("a checkpoint", () => {
  const root = Buffer.from(EMPTY_ROOT).toString("base64");
  const head = { origin: other.name, size: 20_852_163, rootHash: new Uint8Array(EMPTY_ROOT) };

  it("is the three lines of C2SP tlog-checkpoint, and reads back", () => {
    const text = checkpointText(head);
    expect(text).toBe(`example.com/witness\n20852163\n${root}\n`);
    expect(openCheckpoint(signNote(text, other), other)).toEqual({ ok: true, checkpoint: head });
  });

  it("may carry extension lines, which are passed over", () => {
    expect(parseCheckpoint(`o\n0\n${root}\nmore\n`).ok).toBe(true);
  });

  it("of another log is refused, though the key is right", () => {
    const note = signNote(checkpointText({ ...head, origin: "example.com/other" }), other);
    const reason = "a checkpoint of example.com/other, signed with the key of example.com/witness";
    expect(openCheckpoint(note, other)).toEqual({ ok: false, reason });
  });

  it.each([
    ["an empty origin", `\n1\n${root}\n`],
    ["a leading zero", `o\n01\n${root}\n`],
    ["a negative size", `o\n-1\n${root}\n`],
    ["a size beyond 2^53", `o\n9007199254740993\n${root}\n`],
    ["a size with a fraction", `o\n1.5\n${root}\n`],
    ["a short root", `o\n1\n${root.slice(4)}\n`],
    ["loose base64", `o\n1\n${root.slice(0, -1)}\n`],
    ["no root", "o\n1\n"],
    ["no final newline", `o\n1\n${root}`],
    ["an empty extension line", `o\n1\n${root}\n\nx\n`],
  ])("is refused: %s", (_case, text) => {
    expect(parseCheckpoint(text).ok).toBe(false);
  });
});
