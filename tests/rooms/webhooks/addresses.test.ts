import { describe, expect, it } from "vitest";
import { readEnv } from "#lib/platform/env";
import { readEndpointUrl } from "#lib/webhooks/endpoint-url";
import { isPublicAddress } from "#lib/webhooks/public-address";
import { pauseAfter, RETRY_AFTER_MS, restAfter } from "#lib/webhooks/retry";

const PRIVATE_HOSTS = [
  ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"],
  ...["0", "0.0.0.0", "0x0", "10.0.0.1", "10.255.255.255", "167772161", "012.0.0.1", "0xa.0.0.1"],
  ...["100.64.0.1", "100.127.255.255", "169.254.169.254", "2852039166", "0xa9fea9fe", "169.254.43518"],
  ...["172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "0300.0250.0.1", "192.0.0.8", "192.0.2.1"],
  ...["192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.2.3"],
  ...["240.0.0.1", "255.255.255.255", "127。0。0。1", "①27.0.0.1", "127.0.0.1.", "localhost", "LOCALHOST."],
  ...["a.localhost", "metadata.google.internal", "printer.local", "intranet", "localhost%2e"],
  ...["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
  ...["[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]"],
  ...["[fc00::1]", "[fd12::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "[3fff::1]", "[5f00::1]"],
];

const read = (text: string, toLoopback = false) => readEndpointUrl(text, { toLoopback });

describe("an endpoint's address", () => {
  it.each(PRIVATE_HOSTS)("is refused at %s", (host) => {
    expect(read(`https://${host}/`).ok).toBe(false);
  });

  it("is https on 443, with no name or password, and says what would be right", () => {
    for (const text of ["https://hooks.example/a?b=c", "https://1.1.1.1/", "https://[2606:4700::1111]/"])
      expect(read(text)).toMatchObject({ ok: true });
    const refused = [
      "http://hooks.example/",
      "https://hooks.example:8443/",
      "https://me:x@hooks.example/",
      "ftp://a.b/",
      "no",
    ];
    for (const text of [...refused, `https://a.example/${"x".repeat(2_000)}`])
      expect(read(text).ok).toBe(false);
  });

  it("may be this machine's own where a setting of the demo says so, and nothing else private", () => {
    for (const text of ["http://localhost:9/", "http://127.0.0.1:9/x", "https://[::1]:9/"])
      expect(read(text, true)).toMatchObject({ ok: true });
    for (const text of ["http://10.0.0.1/", "https://192.168.0.1/", "http://hooks.example/"])
      expect(read(text, true).ok).toBe(false);
    const settings = { DATABASE_URL: "postgresql://x", WEBHOOKS_TO_LOOPBACK: "yes" };
    expect(readEnv({ ...settings, COUNTERSIGN_MODE: "demo" }).WEBHOOKS_TO_LOOPBACK).toBe(true);
    expect(() => readEnv({ ...settings, COUNTERSIGN_MODE: "production" })).toThrow(/demo alone/);
    expect(() => readEnv(settings)).toThrow(/demo alone/);
  });

  it("is judged as a resolver writes it", () => {
    for (const address of ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450::1"])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of ["::ffff:8.8.8.8", "fe80::1%eth0", "2001::1", "", "hooks.example", "127.1"])
      expect(isPublicAddress(address), address).toBe(false);
  });
});

it("retries by the specification's table, then not at all; rests double up to an hour", () => {
  expect(RETRY_AFTER_MS.map((ms) => ms / 1_000)).toEqual([
    5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ]);
  expect([pauseAfter(1, 0), pauseAfter(1, 1), pauseAfter(9, 0), pauseAfter(10, 0)]).toEqual([
    5_000,
    5_500,
    86_400_000,
    null,
  ]);
  expect([restAfter(4), restAfter(5), restAfter(6), restAfter(50)]).toEqual([
    null,
    60_000,
    120_000,
    3_600_000,
  ]);
});
