import { describe, expect, test } from "vitest";
import { databaseNow, read, transaction } from "#lib/platform/db";

describe("a test file's database", () => {
  test("has every table and none of another file's rows", async () => {
    const rows = await read((tx) => tx.person.count());
    expect(rows).toBe(0);
    await transaction((tx) =>
      tx.person.create({ data: { id: "per_1", email: "a@example.test", name: "A", passwordHash: "" } }),
    );
  });

  test("tells the time", async () => {
    const now = await read(databaseNow);
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(5_000);
  });
});
