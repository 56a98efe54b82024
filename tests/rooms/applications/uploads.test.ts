import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { createApplication } from "#lib/applications/create-application";
import { expireUploads } from "#lib/applications/erase-upload";
import { importApplication } from "#lib/applications/import-application";
import { documentLibrary } from "#lib/applications/library-view";
import { readEvidence } from "#lib/applications/read-evidence";
import { receivePiece } from "#lib/applications/receive-piece";
import { removeEvidence } from "#lib/applications/remove-evidence";
import { reuseEvidence } from "#lib/applications/reuse-evidence";
import { startUpload } from "#lib/applications/start-upload";
import { submitApplication } from "#lib/applications/submit-application";
import { PIECE_BYTES_MAX, UPLOADS_MAX } from "#lib/applications/upload";
import { applicationForEdit } from "#lib/applications/view";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { exampleApplication } from "#tests/rooms/applications/example";
import { pdf } from "#tests/rooms/applications/files";
import { type Cast, castOf, leavesOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const open = async () => (await createApplication({ actor: cast.contributor })).applicationId;

/** A PDF of two pieces and a bit. */
const large = (text: string) => Buffer.concat([pdf(text), Buffer.alloc(2 * PIECE_BYTES_MAX + 100, "%")]);

function start(applicationId: string, bytes: Buffer, input: { name?: string; actor?: Actor } = {}) {
  return startUpload({
    actor: input.actor ?? cast.contributor,
    applicationId,
    kind: "dpia",
    file: {
      name: input.name ?? "dpia.pdf",
      declaredType: "application/pdf",
      bytes: bytes.byteLength,
      sha256: sha256Hex(bytes),
    },
  });
}

async function begun(applicationId: string, bytes: Buffer): Promise<string> {
  const { uploadId } = await start(applicationId, bytes);
  if (uploadId === null) throw new Error("it was on file");
  return uploadId;
}

function piece(applicationId: string, uploadId: string, bytes: Buffer, at: number, actor = cast.contributor) {
  const part = bytes.subarray(at, at + PIECE_BYTES_MAX);
  return receivePiece({ actor, applicationId, uploadId, at, bytes: part });
}

async function sendAll(applicationId: string, bytes: Buffer) {
  const uploadId = await begun(applicationId, bytes);
  let last = await piece(applicationId, uploadId, bytes, 0);
  while (last.document === null) last = await piece(applicationId, uploadId, bytes, last.received);
  return last.document;
}

function filesWith(text: string): string[] {
  const folder = path.join(env().dataFolder, "objects");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file.includes(text));
}

const piecesOnDisk = () => filesWith("pie_").length;

describe("a document in pieces", () => {
  it("is on file once the last piece is here, whole, and its pieces are gone", async () => {
    const before = piecesOnDisk();
    const applicationId = await open();
    const bytes = large("whole");
    const { evidenceId, sha256 } = await sendAll(applicationId, bytes);
    expect(sha256).toBe(sha256Hex(bytes));
    const back = await readEvidence({ actor: cast.contributor, applicationId, evidenceId });
    expect(Buffer.compare(Buffer.from(back.bytes), bytes)).toBe(0);
    expect(piecesOnDisk()).toBe(before);
  });

  it("goes on where it was after a lost connection, for a colleague on another device too", async () => {
    const applicationId = await open();
    const bytes = large("resumed");
    const uploadId = await begun(applicationId, bytes);
    await piece(applicationId, uploadId, bytes, 0);
    const again = await start(applicationId, bytes, { actor: cast.signatory });
    expect(again).toEqual({ uploadId, received: PIECE_BYTES_MAX, document: null });
    await piece(applicationId, uploadId, bytes, again.received, cast.signatory);
    const { document } = await piece(applicationId, uploadId, bytes, 2 * PIECE_BYTES_MAX, cast.signatory);
    expect(document?.sha256).toBe(sha256Hex(bytes));
  });

  it("takes a piece that came before for done, so that a lost answer costs nothing", async () => {
    const applicationId = await open();
    const bytes = large("again");
    const uploadId = await begun(applicationId, bytes);
    await piece(applicationId, uploadId, bytes, 0);
    expect(await piece(applicationId, uploadId, bytes, 0)).toEqual({
      received: PIECE_BYTES_MAX,
      document: null,
    });
  });

  it("that was on file already is not sent again", async () => {
    const applicationId = await open();
    const bytes = pdf("known");
    const { evidenceId } = await sendAll(applicationId, bytes);
    expect(await start(applicationId, bytes)).toMatchObject({ uploadId: null, document: { evidenceId } });
  });

  it("lies sealed while it is on its way", async () => {
    const applicationId = await open();
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7 a secret passage"), large("sealed")]);
    await piece(applicationId, await begun(applicationId, bytes), bytes, 0);
    const pieces = filesWith("pie_");
    expect(pieces.length).toBeGreaterThan(0);
    for (const file of pieces) expect(readFileSync(file).includes("a secret passage")).toBe(false);
  });

  it("of two pieces for one place keeps one", async () => {
    const applicationId = await open();
    const bytes = large("race");
    const uploadId = await begun(applicationId, bytes);
    const both = await Promise.allSettled([1, 2].map(() => piece(applicationId, uploadId, bytes, 0)));
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await start(applicationId, bytes)).received).toBe(PIECE_BYTES_MAX);
  });

  it.each([
    ["a gap", PIECE_BYTES_MAX, 10, /Go on at byte 0/],
    ["nothing", 0, 0, /A piece has 1 MB at most/],
    ["more than a piece may have", 0, PIECE_BYTES_MAX + 1, /A piece has 1 MB at most/],
    ["bytes past the end", 2 * PIECE_BYTES_MAX, PIECE_BYTES_MAX, /ends where the file ends/],
  ])("refuses %s", async (_, at, length, words) => {
    const applicationId = await open();
    const uploadId = await begun(applicationId, large(`gap ${at} ${length}`));
    const bytes = Buffer.alloc(length, "x");
    const sent = receivePiece({ actor: cast.contributor, applicationId, uploadId, at, bytes });
    await expect(sent).rejects.toThrow(words);
  });

  it("that is not what was announced is refused, and can be sent anew", async () => {
    const applicationId = await open();
    const bytes = pdf("announced");
    const uploadId = await begun(applicationId, bytes);
    const other = Buffer.from(bytes).fill("y", 20, 24);
    await expect(piece(applicationId, uploadId, other, 0)).rejects.toThrow(/changed while it was sent/);
    expect((await start(applicationId, bytes)).received).toBe(0);
  });

  it("is judged by its content like any other: an archive named .pdf is refused and not kept", async () => {
    const before = piecesOnDisk();
    const applicationId = await open();
    const archive = Buffer.from("PK\x03\x04 not a pdf");
    const uploadId = await begun(applicationId, archive);
    await expect(piece(applicationId, uploadId, archive, 0)).rejects.toMatchObject({
      code: "document_unsupported",
    });
    expect(piecesOnDisk()).toBe(before);
  });

  it.each([
    ["an empty file", 0, "document_unsupported"],
    ["2 GB", 2 * 1024 ** 3, "document_too_large"],
  ])("is refused by what it announces: %s", async (_, bytes, code) => {
    const applicationId = await open();
    const file = { name: "a.pdf", declaredType: "", bytes, sha256: "0".repeat(64) };
    const started = async () => startUpload({ actor: cast.contributor, applicationId, kind: "dpia", file });
    await expect(started()).rejects.toMatchObject({ code });
  });

  it("is nobody's but its organisation's", async () => {
    const applicationId = await open();
    const bytes = large("ours");
    const uploadId = await begun(applicationId, bytes);
    await expect(start(applicationId, bytes, { actor: cast.stranger })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(piece(applicationId, uploadId, bytes, 0, cast.stranger)).rejects.toMatchObject({
      code: "not_found",
    });
    const elsewhere = await open();
    await expect(piece(elsewhere, uploadId, bytes, 0)).rejects.toMatchObject({ code: "not_found" });
  });

  it("does not come in once the application was submitted", async () => {
    const json = JSON.stringify(exampleApplication());
    const { applicationId } = await importApplication({ actor: cast.signatory, json });
    const bytes = large("late");
    const uploadId = await begun(applicationId, bytes);
    await submitApplication({
      actor: cast.signatory,
      applicationId,
      draftVersion: 1,
      attestedName: cast.signatory.name,
      attest: true,
    });
    await expect(piece(applicationId, uploadId, bytes, 0)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(start(applicationId, bytes)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("waits with a bounded number of others", async () => {
    const applicationId = await open();
    for (let at = 0; at < UPLOADS_MAX; at += 1) await start(applicationId, pdf(`many ${at}`));
    await expect(start(applicationId, pdf("one more"))).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("that nobody finishes is forgotten after a day, bytes and all", async () => {
    const applicationId = await open();
    const bytes = large("forgotten");
    const uploadId = await begun(applicationId, bytes);
    await piece(applicationId, uploadId, bytes, 0);
    await expireUploads();
    expect((await start(applicationId, bytes)).received).toBe(PIECE_BYTES_MAX);
    await transaction(
      (tx) => tx.$executeRaw`UPDATE "EvidenceUpload" SET "expiresAt" = now() WHERE id = ${uploadId}`,
    );
    const before = piecesOnDisk();
    expect(await expireUploads()).toBe(1);
    expect(piecesOnDisk()).toBe(before - 1);
    expect((await start(applicationId, bytes)).received).toBe(0);
  });
});

describe("versions", () => {
  it("a document of the same kind and name takes the place of the earlier one, which can still be read", async () => {
    const applicationId = await open();
    const first = await sendAll(applicationId, pdf("first"));
    const second = await sendAll(applicationId, pdf("second"));
    const third = await sendAll(applicationId, pdf("third"));
    const { evidence } = await applicationForEdit(cast.contributor, applicationId);
    expect(evidence.map(({ id }) => id)).toEqual([third.evidenceId]);
    expect(evidence[0]?.earlier.map(({ id }) => id)).toEqual([second.evidenceId, first.evidenceId]);
    const old = await readEvidence({ actor: cast.contributor, applicationId, evidenceId: first.evidenceId });
    expect(Buffer.from(old.bytes).equals(pdf("first"))).toBe(true);
    const leaves = (await leavesOf(applicationId)).filter(({ kind }) => kind === "evidence.added");
    expect(leaves.map(({ data }) => data.replaces)).toEqual([undefined, first.evidenceId, second.evidenceId]);
  });
});

describe("the organisation's library", () => {
  it("offers what was filed with other applications, each document once, and nothing that is here or was taken out", async () => {
    const earlier = await open();
    const shared = await sendAll(earlier, pdf("library shared"));
    const taken = await sendAll(await open(), pdf("library taken out"));
    await removeEvidence({ actor: cast.contributor, evidenceId: taken.evidenceId });
    await sendAll(await open(), pdf("library shared"));
    const applicationId = await open();
    const library = await documentLibrary(cast.contributor, applicationId);
    const offered = library.filter(({ sha256 }) => [shared.sha256, taken.sha256].includes(sha256));
    expect(offered.map(({ sha256 }) => sha256)).toEqual([shared.sha256]);
    await reuseEvidence({
      actor: cast.contributor,
      applicationId,
      evidenceId: offered[0]?.id ?? "",
    });
    const { evidence } = await applicationForEdit(cast.contributor, applicationId);
    expect(evidence.map(({ sha256, verified }) => ({ sha256, verified }))).toEqual([
      { sha256: shared.sha256, verified: false },
    ]);
    const left = await documentLibrary(cast.contributor, applicationId);
    expect(left.some(({ sha256 }) => sha256 === shared.sha256)).toBe(false);
  });

  it("keeps a copy of its own: taking it out there leaves it here", async () => {
    const earlier = await open();
    const { evidenceId } = await sendAll(earlier, pdf("library copy"));
    const applicationId = await open();
    const copy = await reuseEvidence({ actor: cast.contributor, applicationId, evidenceId });
    await removeEvidence({ actor: cast.contributor, evidenceId });
    const back = await readEvidence({ actor: cast.contributor, applicationId, evidenceId: copy.evidenceId });
    expect(Buffer.from(back.bytes).equals(pdf("library copy"))).toBe(true);
  });

  it("never reaches into another organisation", async () => {
    const { evidenceId } = await addEvidence({
      actor: cast.contributor,
      applicationId: await open(),
      kind: "dpia",
      file: { name: "a.pdf", declaredType: "application/pdf", bytes: pdf("library private") },
    });
    const { applicationId } = await createApplication({ actor: cast.stranger });
    await expect(reuseEvidence({ actor: cast.stranger, applicationId, evidenceId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await documentLibrary(cast.stranger, applicationId)).toEqual([]);
  });
});
