import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/create-application";
import { expireUploads } from "#lib/applications/erase-upload";
import { readEvidence } from "#lib/applications/read-evidence";
import { receivePiece } from "#lib/applications/receive-piece";
import { startUpload } from "#lib/applications/start-upload";
import { PIECE_BYTES_MAX, UPLOADS_MAX } from "#lib/applications/upload";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { pdf } from "#tests/rooms/applications/files";
import { castOf } from "#tests/rooms/applications/people";
import { begun, piece, sendAll, start } from "#tests/rooms/applications/pieces";

let contributor: Actor;
let signatory: Actor;
let stranger: Actor;
beforeAll(async () => {
  ({ contributor, signatory, stranger } = await castOf());
});

const open = async () => (await createApplication({ actor: contributor })).applicationId;

/** A PDF of two pieces and a bit. */
const large = (text: string) => Buffer.concat([pdf(text), Buffer.alloc(2 * PIECE_BYTES_MAX + 100, "%")]);

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
    const { evidenceId, sha256 } = await sendAll(contributor, applicationId, bytes);
    expect(sha256).toBe(sha256Hex(bytes));
    const back = await readEvidence({ actor: contributor, applicationId, evidenceId });
    expect(Buffer.compare(Buffer.from(back.bytes), bytes)).toBe(0);
    expect(piecesOnDisk()).toBe(before);
  });

  it("goes on where it was after a lost connection, for a colleague on another device too", async () => {
    const applicationId = await open();
    const bytes = large("resumed");
    const uploadId = await begun(contributor, applicationId, bytes);
    await piece(contributor, applicationId, uploadId, bytes, 0);
    const again = await start(signatory, applicationId, bytes);
    expect(again).toEqual({ uploadId, received: PIECE_BYTES_MAX, document: null });
    await piece(signatory, applicationId, uploadId, bytes, again.received);
    const { document } = await piece(signatory, applicationId, uploadId, bytes, 2 * PIECE_BYTES_MAX);
    expect(document?.sha256).toBe(sha256Hex(bytes));
  });

  it("takes a piece that came before for done, so that a lost answer costs nothing", async () => {
    const applicationId = await open();
    const bytes = large("again");
    const uploadId = await begun(contributor, applicationId, bytes);
    await piece(contributor, applicationId, uploadId, bytes, 0);
    expect(await piece(contributor, applicationId, uploadId, bytes, 0)).toEqual({
      received: PIECE_BYTES_MAX,
      document: null,
    });
  });

  it("that was on file already is not sent again", async () => {
    const applicationId = await open();
    const bytes = pdf("known");
    const { evidenceId } = await sendAll(contributor, applicationId, bytes);
    expect(await start(contributor, applicationId, bytes)).toMatchObject({
      uploadId: null,
      document: { evidenceId },
    });
  });

  it("lies sealed while it is on its way", async () => {
    const applicationId = await open();
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7 a secret passage"), large("sealed")]);
    await piece(contributor, applicationId, await begun(contributor, applicationId, bytes), bytes, 0);
    const pieces = filesWith("pie_");
    expect(pieces.length).toBeGreaterThan(0);
    for (const file of pieces) expect(readFileSync(file).includes("a secret passage")).toBe(false);
  });

  it("of two pieces for one place keeps one", async () => {
    const applicationId = await open();
    const bytes = large("race");
    const uploadId = await begun(contributor, applicationId, bytes);
    const both = await Promise.allSettled(
      [1, 2].map(() => piece(contributor, applicationId, uploadId, bytes, 0)),
    );
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await start(contributor, applicationId, bytes)).received).toBe(PIECE_BYTES_MAX);
  });

  it.each([
    ["a gap", PIECE_BYTES_MAX, 10, /Go on at byte 0/],
    ["nothing", 0, 0, /A piece has 1 MB at most/],
    ["more than a piece may have", 0, PIECE_BYTES_MAX + 1, /A piece has 1 MB at most/],
    ["bytes past the end", 2 * PIECE_BYTES_MAX, PIECE_BYTES_MAX, /ends where the file ends/],
  ])("refuses %s", async (_, at, length, words) => {
    const applicationId = await open();
    const uploadId = await begun(contributor, applicationId, large(`gap ${at} ${length}`));
    const bytes = Buffer.alloc(length, "x");
    const sent = receivePiece({ actor: contributor, applicationId, uploadId, at, bytes });
    await expect(sent).rejects.toThrow(words);
  });

  it("that is not what was announced is refused, and can be sent anew", async () => {
    const applicationId = await open();
    const bytes = pdf("announced");
    const uploadId = await begun(contributor, applicationId, bytes);
    const other = Buffer.from(bytes).fill("y", 20, 24);
    await expect(piece(contributor, applicationId, uploadId, other, 0)).rejects.toThrow(
      /changed while it was sent/,
    );
    expect((await start(contributor, applicationId, bytes)).received).toBe(0);
  });

  it("is judged by its content like any other: an archive named .pdf is refused and not kept", async () => {
    const before = piecesOnDisk();
    const applicationId = await open();
    const archive = Buffer.from("PK\x03\x04 not a pdf");
    const uploadId = await begun(contributor, applicationId, archive);
    await expect(piece(contributor, applicationId, uploadId, archive, 0)).rejects.toMatchObject({
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
    const started = async () => startUpload({ actor: contributor, applicationId, kind: "dpia", file });
    await expect(started()).rejects.toMatchObject({ code });
  });

  it("is nobody's but its organisation's", async () => {
    const applicationId = await open();
    const bytes = large("ours");
    const uploadId = await begun(contributor, applicationId, bytes);
    await expect(start(stranger, applicationId, bytes)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(piece(stranger, applicationId, uploadId, bytes, 0)).rejects.toMatchObject({
      code: "not_found",
    });
    const elsewhere = await open();
    await expect(piece(contributor, elsewhere, uploadId, bytes, 0)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("does not come in once the application was submitted", async () => {
    const applicationId = await importExample(signatory);
    const bytes = large("late");
    const uploadId = await begun(contributor, applicationId, bytes);
    await submitDraft(signatory, applicationId);
    await expect(piece(contributor, applicationId, uploadId, bytes, 0)).rejects.toMatchObject({
      code: "wrong_state",
    });
    await expect(start(contributor, applicationId, bytes)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("waits with a bounded number of others", async () => {
    const applicationId = await open();
    for (let at = 0; at < UPLOADS_MAX; at += 1) await start(contributor, applicationId, pdf(`many ${at}`));
    await expect(start(contributor, applicationId, pdf("one more"))).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  it("that nobody finishes is forgotten after a day, bytes and all", async () => {
    const applicationId = await open();
    const bytes = large("forgotten");
    const uploadId = await begun(contributor, applicationId, bytes);
    await piece(contributor, applicationId, uploadId, bytes, 0);
    await expireUploads();
    expect((await start(contributor, applicationId, bytes)).received).toBe(PIECE_BYTES_MAX);
    await transaction(
      (tx) => tx.$executeRaw`UPDATE "EvidenceUpload" SET "expiresAt" = now() WHERE id = ${uploadId}`,
    );
    const before = piecesOnDisk();
    expect(await expireUploads()).toBe(1);
    expect(piecesOnDisk()).toBe(before - 1);
    expect((await start(contributor, applicationId, bytes)).received).toBe(0);
  });
});
