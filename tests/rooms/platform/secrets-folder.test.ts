import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSecretsFolder, SECRET_NAMES } from "#lib/platform/secrets-folder";

let folder = "";
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), "countersign-secrets-")), "secrets");
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

describe("the secrets of an installation", () => {
  test("are made once, each of its own, and read by their owner alone", () => {
    const first = openSecretsFolder(folder, {});
    expect(openSecretsFolder(folder, {})).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(SECRET_NAMES.length);
    for (const name of SECRET_NAMES) expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(Buffer.from(first.IMAGE_KEK, "base64url")).toHaveLength(32);
    expect(first.KEY_PEPPERS).toMatch(/^1:[\w-]{43}$/);
  });

  test("that a deployment brings win over the folder and are not written to it", () => {
    const secrets = openSecretsFolder(folder, { IMAGE_KEK: " brought " });
    expect(secrets.IMAGE_KEK).toBe("brought");
    expect(() => readFileSync(path.join(folder, "IMAGE_KEK"))).toThrow();
  });

  test("are never replaced silently: an empty file stops the start", () => {
    openSecretsFolder(folder, {});
    writeFileSync(path.join(folder, "EVIDENCE_KEK"), "\n");
    expect(() => openSecretsFolder(folder, {})).toThrow(/EVIDENCE_KEK is empty; restore it from your backup/);
  });
});
