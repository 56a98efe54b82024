import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { accountExport } from "#lib/own-data/account-export";
import { safeName } from "#lib/own-data/export-file";
import { type DataExport, organisationExport } from "#lib/own-data/organisation-export";
import { zipOf } from "#lib/own-data/zip-of";
import { submitExample } from "../applications/example-case";
import { pdf } from "../applications/files";
import { type Cast, castOf } from "../applications/people";

let cast: Cast;
let organisationId: string;
let example: Awaited<ReturnType<typeof submitExample>>;

beforeAll(async () => {
  cast = await castOf();
  organisationId = cast.admin.memberships[0]?.organisationId ?? "";
  example = await submitExample(cast);
});

/** The ZIP as the system's own Python opens it. */
async function unpacked({ files, at }: DataExport): Promise<Map<string, Buffer>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "export-"));
  const file = path.join(folder, "export.zip");
  writeFileSync(file, Buffer.from(await new Response(zipOf(files, at)).arrayBuffer()));
  const { status, stderr } = spawnSync("python3", ["-m", "zipfile", "-e", file, path.join(folder, "out")]);
  expect(status, String(stderr)).toBe(0);
  const names = readdirSync(path.join(folder, "out"), { recursive: true, withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((name) => [path.relative(path.join(folder, "out"), name), readFileSync(name)] as const),
  );
}

describe("the export of an organisation", () => {
  it("holds each revision as it was signed, each document as it was uploaded, and a manifest that agrees", async () => {
    const files = await unpacked(await organisationExport(cast.admin, organisationId));
    const revision = [...files].find(([name]) => name.endsWith("/revision-1.json"))?.[1] ?? Buffer.of();
    expect(createHash("sha256").update(revision).digest("hex")).toBe(example.submission.digest);
    const document = [...files].find(([name]) => name.endsWith(`${example.evidenceId}-dpia.pdf`))?.[1];
    expect(document?.equals(pdf(example.applicationId))).toBe(true);
    const manifest = files.get("manifest.sha256")?.toString() ?? "";
    files.delete("manifest.sha256");
    const counted = [...files].map(
      ([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")}  ${name}`,
    );
    expect(manifest.trim().split("\n").sort()).toEqual(counted.sort());
  });

  it("holds no secret: no digest of a password, key or code, and no place in the store", async () => {
    const files = await unpacked(await organisationExport(cast.admin, organisationId));
    const text = [...files.values()].map(String).join("\n");
    for (const secret of ["passwordHash", "secretMac", "codeDigest", "storageKey", "totpSecret", "argon2"]) {
      expect(text).not.toContain(secret);
    }
  });

  it("is an admin's: nobody else's of the organisation, and for another tenant's admin it does not exist", async () => {
    await expect(organisationExport(cast.contributor, organisationId)).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const stranger of [cast.stranger, cast.compliance]) {
      await expect(organisationExport(stranger, organisationId)).rejects.toMatchObject({ code: "not_found" });
    }
    const theirs = cast.stranger.memberships[0]?.organisationId ?? "";
    const asAdmin = { ...cast.stranger, memberships: [{ organisationId: theirs, role: "admin" as const }] };
    const other = [...(await unpacked(await organisationExport(asAdmin, theirs))).values()]
      .map(String)
      .join();
    expect(other).not.toContain(example.applicationId);
    expect(other).not.toContain(cast.admin.personId);
  });

  it("ends with an error where a document cannot be read, and is not taken for whole", async () => {
    const { files, at } = await organisationExport(cast.admin, organisationId);
    const broken = files.map((file) =>
      file.path.includes("/documents/") ? { ...file, read: () => Promise.reject(new Error("gone")) } : file,
    );
    await expect(new Response(zipOf(broken, at)).arrayBuffer()).rejects.toThrow();
  });
});

describe("the export of an account", () => {
  it("holds the person's own data and nothing that signs in as them", async () => {
    const files = await unpacked(await accountExport(cast.signatory));
    expect(String(files.get("account.json"))).toContain(cast.signatory.name);
    expect(String(files.get("signed.json"))).toContain(example.submission.digest);
    const text = [...files.values()].map(String).join("\n");
    for (const secret of ["passwordHash", "publicKey", "totpSecret"]) expect(text).not.toContain(secret);
    expect(text).not.toContain(cast.admin.personId);
  });
});

describe("a file's name in a ZIP", () => {
  it("leads to no other folder, hides nothing, and is never empty", () => {
    expect(safeName("../../etc/passwd")).toBe("_.._etc_passwd");
    expect(safeName("a\u202Efdp.exe")).toBe("afdp.exe");
    expect(safeName("…".repeat(300))).toHaveLength(120);
    expect(safeName("..")).toBe("document");
  });
});
