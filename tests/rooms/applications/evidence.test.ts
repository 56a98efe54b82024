import { readdirSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { createApplication } from "#lib/applications/create-application";
import { readEvidence } from "#lib/applications/read-evidence";
import { removeEvidence } from "#lib/applications/remove-evidence";
import { scanDocument } from "#lib/applications/scan-document";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import { applicationForEdit } from "#lib/applications/view";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { submitExample } from "#tests/rooms/applications/example-case";
import { DOCX_TYPE, docx, pdf, png, zip } from "#tests/rooms/applications/files";
import { type Cast, castOf, leavesOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const open = async () => (await createApplication({ actor: cast.contributor })).applicationId;

function add(
  applicationId: string,
  bytes: Buffer,
  input: { name?: string; type?: string; actor?: Actor } = {},
) {
  return addEvidence({
    actor: input.actor ?? cast.contributor,
    applicationId,
    kind: "dpia",
    file: { name: input.name ?? "dpia.pdf", declaredType: input.type ?? "application/pdf", bytes },
  });
}

/** Files of one application's evidence, as the store holds them. */
function objectsOf(evidenceId: string): Buffer[] {
  const folder = path.join(env().dataFolder, "objects");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes(evidenceId))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
}

describe("evidence", () => {
  it("is kept sealed, with the digest of what was sent, and comes back byte for byte", async () => {
    const id = await open();
    const bytes = pdf("a sentence that must not lie in the clear");
    const added = await add(id, bytes);
    expect(added).toMatchObject({ sha256: sha256Hex(bytes), bytes: bytes.length, scan: "not_scanned" });
    const objects = objectsOf(added.evidenceId);
    expect(objects).toHaveLength(1);
    expect(objects[0]?.includes("sentence")).toBe(false);
    const back = await readEvidence({
      actor: cast.signatory,
      applicationId: id,
      evidenceId: added.evidenceId,
    });
    expect(Buffer.from(back.bytes).equals(bytes)).toBe(true);
    expect(back).toMatchObject({ fileName: "dpia.pdf", mediaType: "application/pdf" });
  });

  it("is in the ledger by digest, never by name", async () => {
    const id = await open();
    const added = await add(id, pdf(), { name: "secret plan.pdf" });
    const leaf = (await leavesOf(id)).find(({ kind }) => kind === "evidence.added");
    expect(leaf?.data).toMatchObject({ evidence: added.evidenceId, sha256: added.sha256, kind: "dpia" });
    expect(JSON.stringify(leaf)).not.toContain("secret plan");
  });

  it("takes the same file of the same kind once", async () => {
    const id = await open();
    const [first, second] = [await add(id, pdf("same")), await add(id, pdf("same"), { name: "again.pdf" })];
    expect(second.evidenceId).toBe(first.evidenceId);
    expect((await applicationForEdit(cast.contributor, id)).evidence).toHaveLength(1);
  });

  it.each([
    ["a wrong extension", "dpia.png", "image/png", pdf(), "document_unsupported", 400],
    ["an archive named .pdf", "dpia.pdf", "application/pdf", zip({ a: "b" }), "document_unsupported", 400],
    [
      "a polyglot",
      "dpia.png",
      "image/png",
      Buffer.concat([png(), zip({ a: "b" })]),
      "document_unsupported",
      400,
    ],
    ["an empty file", "dpia.pdf", "application/pdf", Buffer.alloc(0), "document_unsupported", 400],
    [
      "too large a file",
      "dpia.pdf",
      "application/pdf",
      Buffer.concat([pdf(), Buffer.alloc(20 * 1024 * 1024)]),
      "document_too_large",
      413,
    ],
  ])("refuses %s and keeps nothing of it", async (_, name, type, bytes, code, status) => {
    const id = await open();
    await expect(add(id, bytes, { name, type })).rejects.toMatchObject({ code, status });
    expect((await applicationForEdit(cast.contributor, id)).evidence).toEqual([]);
  });

  it("is added, read, taken out and verified by nobody whose it is not", async () => {
    const id = await open();
    const { evidenceId } = await add(id, docx(), { name: "dpia.docx", type: DOCX_TYPE });
    await expect(add(id, pdf(), { actor: cast.stranger })).rejects.toMatchObject({ code: "not_found" });
    await expect(add(id, pdf(), { actor: cast.intake })).rejects.toMatchObject({ code: "not_found" });
    // Staff are no strangers, but a draft is not theirs to read yet.
    for (const actor of [cast.stranger, cast.accountTeam, cast.technical]) {
      await expect(readEvidence({ actor, applicationId: id, evidenceId })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(removeEvidence({ actor: cast.stranger, evidenceId })).rejects.toMatchObject({
      code: "not_found",
    });
    const verify = (actor: Actor) => verifyEvidence({ actor, evidenceId, verified: true });
    await expect(verify(cast.stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(verify(cast.admin)).rejects.toMatchObject({ code: "not_found" });
    await expect(verify(cast.accountTeam)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is not found under another application's address", async () => {
    const [one, other] = [await open(), await open()];
    const { evidenceId } = await add(one, pdf());
    await expect(
      readEvidence({ actor: cast.contributor, applicationId: other, evidenceId }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is read by staff, as they read the case", async () => {
    const { applicationId, evidenceId } = await submitExample(cast);
    await expect(readEvidence({ actor: cast.technical, applicationId, evidenceId })).resolves.toMatchObject({
      fileName: "dpia.pdf",
    });
  });

  it("taken out of a draft is kept, marked, and no longer counts", async () => {
    const id = await open();
    const { evidenceId } = await add(id, pdf());
    await removeEvidence({ actor: cast.contributor, evidenceId });
    await removeEvidence({ actor: cast.contributor, evidenceId });
    expect((await applicationForEdit(cast.contributor, id)).evidence).toEqual([]);
    const row = await read((tx) => tx.evidence.findUnique({ where: { id: evidenceId } }));
    expect(row?.removedAt).not.toBeNull();
    expect(objectsOf(evidenceId)).toHaveLength(1);
    expect((await leavesOf(id)).filter(({ kind }) => kind === "evidence.removed")).toHaveLength(1);
  });

  it("does not change once submitted", async () => {
    const { applicationId, evidenceId } = await submitExample(cast);
    await expect(add(applicationId, pdf("late"))).rejects.toMatchObject({ code: "wrong_state" });
    await expect(removeEvidence({ actor: cast.contributor, evidenceId })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("is verified by the desk only after it was submitted, never by another lane", async () => {
    const { applicationId, evidenceId } = await submitExample(cast);
    const verify = (actor: Actor, verified: boolean) => verifyEvidence({ actor, evidenceId, verified });
    await expect(verify(cast.technical, true)).rejects.toMatchObject({ code: "forbidden" });
    await verify(cast.intake, true);
    const [item] = (await applicationForEdit(cast.contributor, applicationId)).evidence;
    expect(item?.verified).toBe(true);
    await verify(cast.compliance, false);
    const [now] = (await applicationForEdit(cast.contributor, applicationId)).evidence;
    expect(now?.verified).toBe(false);
    const row = await read((tx) => tx.evidence.findUnique({ where: { id: evidenceId } }));
    expect(row).toMatchObject({
      verifiedAt: null,
      judgedByIds: [cast.intake.personId, cast.compliance.personId],
    });

    await verify(cast.intake, true);
    await expect(
      read((tx) => tx.evidence.update({ where: { id: evidenceId }, data: { judgedByIds: [] } })),
    ).rejects.toThrow(/CS002|immutable/);

    const draft = await open();
    const inDraft = await add(draft, pdf("early"));
    await expect(
      verifyEvidence({ actor: cast.intake, evidenceId: inDraft.evidenceId, verified: true }),
    ).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("is never verified by a member of the applicant, whatever staff roles they hold", async () => {
    const { evidenceId } = await submitExample(cast);
    const actor = { ...cast.intake, memberships: cast.admin.memberships };
    await expect(verifyEvidence({ actor, evidenceId, verified: true })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a configured virus scanner", () => {
  let scanner: Server | undefined;
  afterEach(() => {
    env().CLAMD_HOST = undefined;
    scanner?.close();
  });

  /** Speaks clamd's INSTREAM and finds EICAR's test text. */
  async function startScanner(): Promise<void> {
    scanner = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on("data", (part) => {
        parts.push(part);
        const all = Buffer.concat(parts);
        if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
        socket.end(all.includes("EICAR") ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0");
      });
    });
    await new Promise<void>((resolve) => scanner?.listen(0, "127.0.0.1", resolve));
    env().CLAMD_HOST = `127.0.0.1:${(scanner.address() as AddressInfo).port}`;
  }

  it("lets a clean file in, as scanned, and keeps an infected one out", async () => {
    await startScanner();
    const id = await open();
    await expect(add(id, pdf("clean"))).resolves.toMatchObject({ scan: "clean" });
    await expect(add(id, pdf("EICAR"))).rejects.toMatchObject({ code: "document_unsupported" });
    expect((await applicationForEdit(cast.contributor, id)).evidence).toHaveLength(1);
  });

  it("that does not answer keeps everything out", async () => {
    env().CLAMD_HOST = "127.0.0.1:1";
    await expect(scanDocument(pdf())).rejects.toMatchObject({ code: "unavailable" });
  });
});
