import * as node from "node:crypto";
import { describe, expect, it } from "vitest";
import * as browser from "#lib/ledger/crypto-in-browser";
import { leafHash } from "#lib/ledger/merkle";

const { publicKey, privateKey } = node.generateKeyPairSync("ed25519");
const jwk = publicKey.export({ format: "jwk" });
const key = browser.createPublicKey({ key: { x: String(jwk.x) } });
const text = Buffer.from("countersign.example/ledger\n7\nAAAA\n");
const signature = node.sign(null, text, privateKey);

describe("what the ledger's verifier rests on in a browser", () => {
  it("hashes as Node does: in pieces, text and bytes, to bytes and to hex", () => {
    for (const piece of ["", "é\u{1F600}", "x".repeat(1_000)]) {
      const pieces = [Uint8Array.of(0), piece];
      const ours = browser.createHash("sha256");
      const theirs = node.createHash("sha256");
      for (const one of pieces) {
        ours.update(one);
        theirs.update(one);
      }
      expect(Buffer.from(ours.digest()).equals(theirs.digest())).toBe(true);
    }
    const hex = browser.createHash("sha256").update(Uint8Array.of(0)).update("leaf").digest("hex");
    expect(hex).toBe(Buffer.from(leafHash("leaf")).toString("hex"));
  });

  it("takes a signature that Node made, and none with a bit turned, over another text or by another key", () => {
    expect(browser.verify(null, text, key, signature)).toBe(true);
    for (let bit = 0; bit < 512; bit += 37) {
      const turned = Buffer.from(signature);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(browser.verify(null, text, key, turned)).toBe(false);
    }
    expect(browser.verify(null, Buffer.from("another text\n"), key, signature)).toBe(false);
    const other = node.generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
    expect(
      browser.verify(null, text, browser.createPublicKey({ key: { x: String(other.x) } }), signature),
    ).toBe(false);
  });

  it("refuses what is no signature or key, instead of failing", () => {
    expect(browser.verify(null, text, key, new Uint8Array(3))).toBe(false);
    expect(
      browser.verify(null, text, { kind: "ed25519", raw: new Uint8Array(32).fill(255) }, signature),
    ).toBe(false);
  });

  it.each([
    ["ES256", node.generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["RS256", node.generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ])("agrees with Node on a passkey's %s, and on every bit of it turned", (_, pair) => {
    const theirs = browser.createPublicKey({ key: pair.publicKey.export({ format: "jwk" }) });
    for (let round = 0; round < 8; round += 1) {
      const data = node.randomBytes(40 + round);
      const made = node.sign("sha256", data, pair.privateKey);
      expect(browser.verify("sha256", data, theirs, made)).toBe(true);
      expect(browser.verify("sha256", node.randomBytes(40), theirs, made)).toBe(false);
      for (let byte = 0; byte < made.length; byte += 7) {
        const turned = Buffer.from(made);
        turned[byte] = (turned[byte] ?? 0) ^ 0x10;
        expect(browser.verify("sha256", data, theirs, turned)).toBe(
          node.verify("sha256", data, pair.publicKey, turned),
        );
      }
    }
    expect(browser.verify("sha256", text, theirs, new Uint8Array(0))).toBe(false);
  });

  it("neither signs nor knows another hash", () => {
    expect(() => browser.sign()).toThrow();
    expect(() => browser.createPrivateKey()).toThrow();
    expect(() => browser.createHash("md5")).toThrow(RangeError);
  });
});
