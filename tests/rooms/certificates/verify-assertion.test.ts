import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type CertifiedAssertion, verifyAssertion } from "#lib/certificates/verify-assertion";

const DIGEST = createHash("sha256").update("what was signed").digest("hex");
const SITE = { rp_id: "portal.example", origin: "https://portal.example" };

/** RFC 8949, as much of it as a key takes: integers and byte strings in a map. */
function cose(entries: readonly (readonly [number, number | Buffer])[]): Buffer {
  const head = (major: number, length: number) => {
    if (length < 24) return Buffer.of((major << 5) | length);
    return length < 256
      ? Buffer.of((major << 5) | 24, length)
      : Buffer.of((major << 5) | 25, length >> 8, length & 0xff);
  };
  const item = (value: number | Buffer) => {
    if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
    return value < 0 ? head(1, -1 - value) : head(0, value);
  };
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(item)]);
}

const part = (key: KeyObject, name: "x" | "y" | "n" | "e") =>
  Buffer.from(key.export({ format: "jwk" })[name] ?? "", "base64url");

const KEYS = {
  ES256: () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = cose([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part(publicKey, "x")],
      [-3, part(publicKey, "y")],
    ]);
    return { key, signed: (data: Buffer) => sign("sha256", data, privateKey) };
  },
  EdDSA: () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const key = cose([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, part(publicKey, "x")],
    ]);
    return { key, signed: (data: Buffer) => sign(null, data, privateKey) };
  },
  RS256: () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = cose([
      [1, 3],
      [3, -257],
      [-1, part(publicKey, "n")],
      [-2, part(publicKey, "e")],
    ]);
    return { key, signed: (data: Buffer) => sign("sha256", data, privateKey) };
  },
};

type Bent = { client?: Record<string, unknown>; rpId?: string; flags?: number; key?: Buffer };

/** An assertion as an authenticator of this kind makes it over the digest; `bent` before it is signed. */
function assertionBy(algorithm: keyof typeof KEYS, bent: Bent = {}): CertifiedAssertion {
  const { key, signed } = KEYS[algorithm]();
  const challenge = Buffer.from(DIGEST, "hex").toString("base64url");
  const given = { type: "webauthn.get", challenge, origin: SITE.origin, crossOrigin: false, ...bent.client };
  const client = Buffer.from(JSON.stringify(given));
  const rpIdHash = createHash("sha256")
    .update(bent.rpId ?? SITE.rp_id)
    .digest();
  const data = Buffer.concat([rpIdHash, Buffer.of(bent.flags ?? 0x05, 0, 0, 0, 9)]);
  const clientHash = createHash("sha256").update(client).digest();
  return {
    ...SITE,
    credential_id: "AAAA",
    public_key: (bent.key ?? key).toString("base64url"),
    client_data_json: client.toString("base64url"),
    authenticator_data: data.toString("base64url"),
    signature: signed(Buffer.concat([data, clientHash])).toString("base64url"),
  };
}

describe("a passkey's assertion", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)(
    "by %s holds over its digest, and over no other",
    (algorithm) => {
      const assertion = assertionBy(algorithm);
      expect(verifyAssertion(assertion, DIGEST)).toEqual({ ok: true, algorithm });
      expect(verifyAssertion(assertion, "0".repeat(64)).ok).toBe(false);
      const stranger = { ...assertion, public_key: assertionBy(algorithm).public_key };
      expect(verifyAssertion(stranger, DIGEST)).toMatchObject({
        reason: expect.stringContaining("is not valid"),
      });
      const bytes = Buffer.from(assertion.signature, "base64url");
      for (let at = 0; at < bytes.length; at += 5) {
        const turned = Buffer.from(bytes);
        turned[at] = (turned[at] ?? 0) ^ 1;
        expect(verifyAssertion({ ...assertion, signature: turned.toString("base64url") }, DIGEST).ok).toBe(
          false,
        );
      }
    },
  );

  it.each<[string, Bent, string]>([
    ["to another challenge", { client: { challenge: "A".repeat(43) } }, "something else than the digest"],
    ["of another ceremony", { client: { type: "webauthn.create" } }, "another ceremony"],
    ["to another origin", { client: { origin: "https://evil.example" } }, "https://evil.example"],
    ["inside another site's page", { client: { crossOrigin: true } }, "another site's page"],
    ["for another relying party", { rpId: "evil.example" }, "another relying party"],
    ["with nobody verified", { flags: 0x01 }, "verified nobody"],
    ["with nobody there", { flags: 0x04 }, "verified nobody"],
    ["by a key that is none", { key: Buffer.from("not a key") }, "not a COSE key"],
    [
      "by a key with something after it",
      { key: Buffer.concat([cose([[1, 2]]), Buffer.of(0)]) },
      "not a COSE key",
    ],
    [
      "by a key that names a label twice",
      {
        key: cose([
          [1, 2],
          [1, 2],
        ]),
      },
      "not a COSE key",
    ],
    [
      "by a key of an algorithm that passkeys here do not have",
      {
        key: cose([
          [1, 2],
          [3, -35],
        ]),
      },
      "ES256, EdDSA, RS256",
    ],
    [
      "by a key that is no point of the curve",
      {
        key: cose([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.alloc(32, 1)],
          [-3, Buffer.alloc(32, 1)],
        ]),
      },
      "no point",
    ],
  ])("%s is refused, though it is signed", (_, bent, reason) => {
    const verdict = verifyAssertion(assertionBy("ES256", bent), DIGEST);
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  it.each(["client_data_json", "authenticator_data", "signature", "public_key"] as const)(
    "with a %s that is cut short or not base64url is refused",
    (name) => {
      const assertion = assertionBy("ES256");
      for (const value of ["", "AA", "not base64url!", `${assertion[name]}=`, assertion[name].slice(0, -8)]) {
        expect(verifyAssertion({ ...assertion, [name]: value }, DIGEST).ok).toBe(false);
      }
    },
  );
});
