import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { expireFaces } from "#lib/galleries/expire-faces";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { galleryCalls } from "./gallery-calls";
import {
  get,
  jpegLike,
  keepLedgerLive,
  postForm,
  postJson,
  remove,
  startStack,
  storedPictures,
  verified,
} from "./stack";

const stack = await startStack();
const { collections, call, enrolled, suspend } = await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

const SEARCHING = {
  collectionsMax: 50,
  facesMax: 20,
  topK: 3,
  operations: ["enrol", "verify_1_1", "identify_1_n"] as const,
};
const seedSearch = () => seedGrant({ terms: SEARCHING });
const erase = (subjectId: string, of: SeededGrant, more = {}) =>
  postJson(`${stack.url}/v1/erasures`, { subject_id: subjectId }, { ...call(of), ...more });

/** Every row of the tenant that has this text in it, by table. */
async function rowsWith(text: string, tenantId: string): Promise<string[]> {
  const tables = ["Subject", "Consent", "Face", "GalleryRequest", "Job", "Lead", "LeadReview"];
  const found = await Promise.all(
    tables.map((table) =>
      read((tx) =>
        tx.$queryRawUnsafe<{ row: unknown }[]>(
          `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE "tenantId" = $1 AND t::text LIKE '%' || $2 || '%'`,
          tenantId,
          text,
        ),
      ).then((rows) => rows.map(() => table)),
    ),
  );
  return found.flat();
}

describe("erasing a subject", () => {
  it("leaves no row, answer, candidate or picture of them, and gives a receipt that stands in the ledger", async () => {
    const own = await seedSearch();
    const { collectionId, subjectId, faceId } = await enrolled(own);
    const verification = await postForm(
      `${stack.url}/v1/verify`,
      { source: jpegLike(), face_id: faceId },
      call(own),
    );
    const search = { image: jpegLike(), collection_id: collectionId };
    const found = await postForm(`${stack.url}/v1/identify`, search, call(own));
    expect(found.body.candidates).toMatchObject([{ subject_id: subjectId }]);

    const { status, body } = await erase(subjectId, own);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.rows_erased).toMatchObject({ Subject: 1, Consent: 1, Face: 1, JobResult: 3 });
    expect(Object.values(body.rows_left).every((count) => count === 0)).toBe(true);
    expect(body.rows_kept).toEqual({ Job: 2, LeadReview: 0 });
    expect(await rowsWith(faceId, own.organisationId)).toEqual(["Job"]);
    expect(storedPictures(own.organisationId)).toEqual([]);

    const jobs = await Promise.all(
      [verification, found].map(
        async ({ body: { id } }) => (await get(`${stack.url}/v1/jobs/${id}`, call(own))).body,
      ),
    );
    expect(JSON.stringify(jobs)).not.toContain(subjectId);
    await sequenceEntries({ now: new Date() });
    const again = await get(`${stack.url}/v1/erasures/${body.id}`, call(own));
    expect(again.body.ledger.index).toBeGreaterThanOrEqual(0);
    const entry = await get(`${stack.url}/v1/ledger/entries/${again.body.ledger.index}`);
    expect(entry.body).toMatchObject({ kind: "subject.erased", data: { left: body.rows_left } });
  });

  it("cancels what was still to be looked at, and erases its picture", async () => {
    const own = await seedSearch();
    const { faceId, subjectId } = await enrolled(own);
    let erasing: ReturnType<typeof erase> | undefined;
    stack.answerWith(async (work) => {
      erasing = erase(subjectId, own);
      await erasing;
      return verified(work);
    });
    const { body } = await postForm(
      `${stack.url}/v1/verify`,
      { source: jpegLike(), face_id: faceId },
      call(own),
    );
    stack.answerWith(verified);
    expect(JSON.stringify(body)).not.toContain("similarity");
    expect((await erasing)?.body).toMatchObject({
      rows_erased: { JobCancelled: 1 },
      rows_left: { JobInput: 0 },
    });
    expect(storedPictures(own.organisationId)).toEqual([]);
  });

  it("is done once a request, works while access is suspended, and knows no other tenant's subject", async () => {
    const own = await seedSearch();
    const { subjectId } = await enrolled(own);
    const other = await seedSearch();
    expect((await erase(subjectId, other)).body).toMatchObject({ status: 404, code: "not_found" });
    await suspend(own);
    const once = { idempotencyKey: "erase-once" };
    const first = await erase(subjectId, own, once);
    const repeat = await erase(subjectId, own, once);
    expect([first.status, repeat.status, repeat.body.id]).toEqual([201, 201, first.body.id]);
    expect((await get(`${stack.url}/v1/erasures/${first.body.id}`, call(other))).body.code).toBe("not_found");
    expect((await erase(subjectId, own)).body.code).toBe("not_found");
    const unfinish = read((tx) =>
      tx.subjectErasure.update({ where: { id: first.body.id }, data: { left: {} } }),
    );
    await expect(unfinish).rejects.toThrow(/receipt_final/);
  });
});

describe("the sweep of what is past its time", () => {
  it("waits for a deletion in the same collection and lets it finish: neither ends the other", async () => {
    const own = await seedSearch();
    const { collectionId, subjectId, faceId } = await enrolled(own);
    await read((tx) => tx.$executeRaw`UPDATE "Face" SET "expiresAt" = now() WHERE id = ${faceId}`);
    let swept: Promise<number> | undefined;
    // As a deletion does: the collection, then, a little later, its faces.
    await transaction(async (tx) => {
      await tx.collection.update({ where: { id: collectionId }, data: { version: { increment: 1 } } });
      swept = expireFaces();
      await sleep(500);
      await tx.face.deleteMany({ where: { subjectId } });
    });
    expect(await swept).toBe(0);
    expect((await remove(`${collections}/${collectionId}`, call(own))).status).toBe(204);
  });
});
