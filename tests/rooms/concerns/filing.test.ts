import { beforeAll, describe, expect, it } from "vitest";
import { fileConcern } from "#lib/concerns/file-concern";
import { countFilingFrom, sourceOf } from "#lib/concerns/filing-limit";
import { followConcern } from "#lib/concerns/view";
import { read } from "#lib/platform/db";
import { addBusinessDays } from "#lib/policy/business-time";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { file, filingOf, TYPED } from "./concern-case";

beforeAll(async () => {
  await releasePack({ actor: "service", pack: await readPackFile("prisma/packs/2026-11.json") });
});

async function rowOf(concernId: string) {
  return read((tx) => tx.concern.findUniqueOrThrow({ where: { id: concernId } }));
}

describe("a concern that was filed", () => {
  it("opens a triage that is due by the pack's clock", async () => {
    const { concernId, reference } = await file();
    const row = await rowOf(concernId);
    expect(reference).toMatch(/^CON-\d{4}-\d{4}$/);
    expect(row).toMatchObject({ state: "open", filedAs: "person", grantId: null, packVersion: "2026-11" });
    expect(row.dueAt).toEqual(addBusinessDays(row.createdAt, 3));
  });

  it("is read in its filer's words by whoever has the link", async () => {
    const { secret, reference } = await file();
    const followed = await followConcern(secret);
    expect(followed).toMatchObject({
      reference,
      state: "open",
      isOverdue: false,
      hasContact: true,
      statement: {
        happened: TYPED.happened,
        place: TYPED.place,
        happenedOn: TYPED.happened_on,
        organisation: TYPED.organisation,
        evidence: TYPED.evidence,
      },
    });
    // A link may be lost: it does not tell how to reach the filer.
    expect(JSON.stringify(followed)).not.toContain(TYPED.contact);
  });

  it.each(["", "x", "../../etc/passwd", "A".repeat(43), "%00", `${"A".repeat(42)}'`])(
    "is not found by %j",
    async (secret) => {
      await expect(followConcern(secret)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  it("is not found by another concern's link with its end changed", async () => {
    const { secret } = await file();
    const other = secret.slice(0, -1) + (secret.endsWith("A") ? "E" : "A");
    await expect(followConcern(other)).rejects.toMatchObject({ code: "not_found" });
  });

  it("lies in no table in the clear: neither words, nor contact, nor the link", async () => {
    const { concernId, secret } = await file({ happened: "canary-words", contact: "canary@contact.example" });
    const row = await rowOf(concernId);
    const kept = Buffer.concat([row.statement, row.contact ?? new Uint8Array()]).toString("latin1");
    const leaves = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: concernId } }));
    const events = await read((tx) => tx.domainEvent.findMany({ where: { subjectId: concernId } }));
    const everything = `${kept}${JSON.stringify([row, leaves, events], (_, value) => (typeof value === "bigint" ? String(value) : value))}`;
    expect(leaves).toHaveLength(1);
    for (const canary of ["canary-words", "canary@contact.example", secret]) {
      expect(everything).not.toContain(canary);
    }
  });

  it("cannot be read any more once its own key is gone, and other concerns still can", async () => {
    const erased = await file();
    const other = await file();
    await read((tx) => tx.tenantKey.deleteMany({ where: { tenantId: erased.concernId } }));
    await expect(followConcern(erased.secret)).rejects.toThrow(/is gone/);
    expect((await followConcern(other.secret)).statement.place).toBe(TYPED.place);
  });

  it("keeps what was said against a change in the database, and never vanishes", async () => {
    const { concernId } = await file();
    const change = (sql: string) => read((tx) => tx.$executeRawUnsafe(sql));
    await expect(
      change(`UPDATE "Concern" SET statement = '\\x00' WHERE id = '${concernId}'`),
    ).rejects.toThrow(/immutable/);
    await expect(change(`DELETE FROM "Concern" WHERE id = '${concernId}'`)).rejects.toThrow(/append_only/);
    await expect(change(`UPDATE "Concern" SET state = 'no_case' WHERE id = '${concernId}'`)).rejects.toThrow(
      /concern_state/,
    );
    await expect(change(`DELETE FROM "ConcernEvent"`)).rejects.toThrow(/append_only/);
    // How to reach the filer may be erased.
    await change(`UPDATE "Concern" SET contact = NULL WHERE id = '${concernId}'`);
    expect((await rowOf(concernId)).contact).toBeNull();
  });

  it("gets a number of its own, however many are filed at once", async () => {
    const filed = await Promise.all(Array.from({ length: 8 }, () => file()));
    expect(new Set(filed.map(({ reference }) => reference)).size).toBe(8);
    expect(new Set(filed.map(({ secret }) => secret)).size).toBe(8);
  });
});

describe("a flood of concerns", () => {
  it("from one address is stopped at six an hour, though they come all at once", async () => {
    const address = "203.0.113.7";
    const sent = await Promise.allSettled(
      Array.from({ length: 20 }, () => fileConcern({ filing: filingOf(), address })),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    const refused = sent.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "rate_limited" });
    expect(refused?.reason.extras.retryAfterSeconds).toBeGreaterThan(3_500);
    // Someone else is not held up by it.
    await expect(fileConcern({ filing: filingOf(), address: "203.0.113.8" })).resolves.toBeDefined();
  });

  it("is let through again when the hour is over", async () => {
    const address = "203.0.113.99";
    for (let sent = 0; sent < 6; sent += 1) await countFilingFrom(address);
    await expect(countFilingFrom(address)).rejects.toMatchObject({ code: "rate_limited" });
    await read(
      (tx) =>
        tx.$executeRaw`UPDATE "ConcernFiling" SET until = clock_timestamp() - interval '1 second' WHERE source = ${sourceOf(address)}`,
    );
    await expect(countFilingFrom(address)).resolves.toBeUndefined();
  });

  it("counts a network of IPv6 as one sender, and an IPv4 address however it is written", () => {
    expect(sourceOf("2001:db8:1:2:3:4:5:6")).toBe(sourceOf("2001:0DB8:1:2::9"));
    expect(sourceOf("2001:db8:1:2::1")).not.toBe(sourceOf("2001:db8:1:3::1"));
    expect(sourceOf("::ffff:203.0.113.7")).toBe(sourceOf("203.0.113.7"));
    expect(sourceOf("203.0.113.7")).not.toBe(sourceOf("203.0.113.8"));
  });

  it("leaves no address in the table", async () => {
    await countFilingFrom("203.0.113.200");
    const rows = await read((tx) => tx.concernFiling.findMany());
    expect(rows.every(({ source }) => source === "everyone" || /^[0-9a-f]{64}$/.test(source))).toBe(true);
  });

  it("from many addresses is stopped at three hundred an hour together", async () => {
    await read((tx) => tx.$executeRaw`UPDATE "ConcernFiling" SET count = 299 WHERE source = 'everyone'`);
    await expect(countFilingFrom("203.0.113.201")).resolves.toBeUndefined();
    await expect(countFilingFrom("203.0.113.202")).rejects.toMatchObject({ code: "rate_limited" });
    await read((tx) => tx.concernFiling.deleteMany());
  });
});
