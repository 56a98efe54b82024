import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { PasskeyAssertion, PasskeyEnrolment } from "#lib/identity/passkey-answer";

/** What an authenticator and its browser would do, each thing of it open to be done wrongly. */
export type Wrongly = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  userVerified?: boolean;
  userPresent?: boolean;
  counter?: number;
  /** Signs with a key that is not the credential's. */
  key?: KeyObject;
  credentialId?: string;
  userHandle?: string;
};

export type SoftwareAuthenticator = {
  credentialId: string;
  create: (wrongly?: Wrongly) => PasskeyEnrolment;
  get: (challenge: string, wrongly?: Wrongly) => PasskeyAssertion;
};

/**
 * An authenticator in software: a P-256 key of its own, authenticator data and client data as WebAuthn Level 3 §6.1
 * and §5.8.1 have them, and real signatures over both.
 *
 * @param creation the options of `startPasskeyEnrolment`
 * @param counts whether its signature counter counts, or says 0 for ever as synced passkeys do
 */
export function softwareAuthenticator(
  site: { origin: string; rpId: string },
  creation: { challenge: string; user: { id: string } },
  counts = true,
): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  const id = credentialId.toString("base64url");
  let counter = counts ? 1 : 0;

  const clientData = (type: string, challenge: string, wrongly: Wrongly) =>
    Buffer.from(
      JSON.stringify({
        type: wrongly.type ?? type,
        challenge: wrongly.challenge ?? challenge,
        origin: wrongly.origin ?? site.origin,
        crossOrigin: false,
      }),
    );
  const authData = (wrongly: Wrongly, attested: Buffer | null) => {
    const flags =
      ((wrongly.userPresent ?? true) ? 0x01 : 0) |
      ((wrongly.userVerified ?? true) ? 0x04 : 0) |
      (attested === null ? 0 : 0x40);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrongly.counter ?? counter);
    const rpIdHash = sha256(wrongly.rpId ?? site.rpId);
    return Buffer.concat([rpIdHash, Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };

  return {
    credentialId: id,
    create: (wrongly = {}) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(publicKey)]);
      const attestation = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authData(wrongly, attested)],
        ]),
      );
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: clientData("webauthn.create", creation.challenge, wrongly).toString("base64url"),
          attestationObject: attestation.toString("base64url"),
          transports: ["internal"],
        },
        clientExtensionResults: {},
      };
    },
    get: (challenge, wrongly = {}) => {
      if (counts) counter += 1;
      const client = clientData("webauthn.get", challenge, wrongly);
      const data = authData(wrongly, null);
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), wrongly.key ?? privateKey);
      return {
        id: wrongly.credentialId ?? id,
        rawId: wrongly.credentialId ?? id,
        type: "public-key",
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: wrongly.userHandle ?? creation.user.id,
        },
        clientExtensionResults: {},
      };
    },
  };
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** RFC 9053 §7.1.1: an EC2 key for ES256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
}

/** RFC 8949, as much of it as the above takes. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    return Buffer.concat([
      head(5, value.size),
      ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)]),
    ]);
  }
  throw new Error("not written here");
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}
