import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { issueKeyForm, revokeKeyForm } from "#lib/keys/contract";
import { formatKey, newKeyParts, parseKey } from "#lib/keys/key-format";
import { parsePeppers, secretMac, secretMatches } from "#lib/keys/pepper";

beforeAll(() => {
  process.env.KEY_PEPPERS ??= randomBytes(32).toString("base64url");
  process.env.DATABASE_URL ??= "postgresql://127.0.0.1:1/none";
});

describe("the key format", () => {
  it("reads back what it wrote", () => {
    for (let round = 0; round < 200; round += 1) {
      const parts = newKeyParts("live");
      expect(parseKey(formatKey(parts))).toEqual(parts);
    }
  });

  it("has the published shape", () => {
    expect(formatKey(newKeyParts("live"))).toMatch(
      /^csk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/,
    );
  });

  it("refuses any key with one character changed, without a look-up", () => {
    const key = formatKey(newKeyParts("live"));
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(..."0aZ9_-x"), (position, character) => {
        const changed = key.slice(0, position) + character + key.slice(position + 1);
        if (changed !== key) expect(parseKey(changed)).toBeNull();
      }),
    );
  });

  it.each(["", "csk_live_", "Bearer x", "csk_prod_AAAAAAAAAAAA_x_y", `${formatKey(newKeyParts("live"))}0`])(
    "refuses %j",
    (text) => expect(parseKey(text)).toBeNull(),
  );

  it("is total over any text", () => {
    fc.assert(fc.property(fc.string(), (text) => parseKey(text) === null || text.startsWith("csk_")));
  });
});

describe("peppers", () => {
  it("check old keys under their own version and make new ones under the highest", () => {
    const older = randomBytes(32).toString("base64url");
    const newer = randomBytes(32).toString("base64url");
    expect(parsePeppers(`1:${older},2:${newer}`).map(({ version }) => version)).toEqual([2, 1]);
  });

  it.each(["", "short", "x:AAAA", `0:${randomBytes(32).toString("base64url")}`])("refuse %j", (text) => {
    expect(() => parsePeppers(text)).toThrow(/KEY_PEPPERS/);
  });

  it("match only the secret that was stored", () => {
    const [pepper] = parsePeppers(process.env.KEY_PEPPERS ?? "");
    if (pepper === undefined) throw new Error("no pepper");
    const stored = { mac: secretMac(pepper, "secret"), pepperVersion: pepper.version };
    expect(secretMatches(stored, "secret")).toBe(true);
    expect(secretMatches(stored, "Secret")).toBe(false);
    expect(secretMatches({ ...stored, pepperVersion: 9 }, "secret")).toBe(false);
    expect(secretMatches({ mac: new Uint8Array(32), pepperVersion: 0 }, "secret")).toBe(false);
  });
});

describe("the form for a new key", () => {
  const good = { organisation_id: "org_1", grant_id: "grt_1", name: "gate 20", scopes: "verify_1_1" };
  it("takes one scope or several and ranges a line each", () => {
    const parsed = issueKeyForm.parse({ ...good, cidrs: "203.0.113.0/24\n2001:db8::/32" });
    expect(parsed).toMatchObject({
      scopes: ["verify_1_1"],
      cidrs: ["203.0.113.0/24", "2001:db8::/32"],
      days: 90,
    });
  });
  it.each([
    ["no scope", { scopes: [] }],
    ["an unknown scope", { scopes: ["emotion"] }],
    ["a range that is none", { cidrs: "10.0.0.0/64" }],
    ["too many days", { days: "366" }],
    ["an unknown field", { role: "admin" }],
    ["no name", { name: " " }],
  ])("refuses %s", (_what, change) => {
    expect(issueKeyForm.safeParse({ ...good, ...change }).success).toBe(false);
  });

  it("says what would be right, in its own words, where a field is missing", () => {
    const saidOf = (form: typeof issueKeyForm | typeof revokeKeyForm) =>
      Object.fromEntries(
        form.safeParse({}).error?.issues.map(({ path, message }) => [path[0], message]) ?? [],
      );
    const stale = "load the page again, and send the form from there";
    expect(saidOf(issueKeyForm)).toEqual({
      organisation_id: stale,
      grant_id: "choose one of your grants",
      name: "a name by which you will know it",
      scopes: "at least one operation",
    });
    expect(saidOf(revokeKeyForm)).toEqual({
      organisation_id: stale,
      key_id: stale,
      reason: "say why, for the record",
    });
  });
});
