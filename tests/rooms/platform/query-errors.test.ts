import { describe, expect, it } from "vitest";
import { read, transaction } from "#lib/platform/db";

const CANARY = "canary-7F314159@example.org";

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("the query was answered");
  return `${error.message} ${error.stack} ${JSON.stringify(error)}`;
}

describe("a query that fails", () => {
  it("does not say which values it was about: its error goes to the log", async () => {
    const person = { id: "per_canary", email: CANARY, name: CANARY, passwordHash: CANARY };
    const incomplete = { ...person, passwordHash: undefined } as unknown as typeof person;
    const refused = [
      await messageOf(read((tx) => tx.person.create({ data: incomplete }))),
      await messageOf(transaction((tx) => tx.person.create({ data: incomplete }))),
    ];
    for (const text of refused) {
      expect(text).not.toContain(CANARY);
      expect(text).toMatch(/Argument `passwordHash` is missing/);
      expect(text).toMatch(/query-errors\.test\.ts/);
    }
    await read((tx) => tx.person.create({ data: person }));
    expect(await messageOf(read((tx) => tx.person.create({ data: person })))).not.toContain(CANARY);
  });
});
