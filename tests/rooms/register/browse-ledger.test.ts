import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { transaction } from "#lib/platform/db";
import { browseLedger, ledgerBundle, ledgerFilter } from "#lib/register/browse-ledger";
import { codeOf, seedStaff } from "../reviews/review-case";

const ALL = ledgerFilter({});
let auditor: Actor;

beforeAll(async () => {
  auditor = await seedStaff("auditor");
  await transaction(async (tx) => {
    for (let at = 0; at < 120; at += 1) {
      await appendEntry(tx, { kind: "fact.recorded", subjectId: `fct_${at % 3}`, data: {} });
    }
  });
  await sequenceEntries({ now: new Date() });
});

describe("the ledger, entry by entry", () => {
  it("is shown the latest first, page by page, each entry once", async () => {
    const seen: number[] = [];
    for (let before: number | null = null, more = true; more; ) {
      const page = await browseLedger(auditor, { ...ALL, before });
      seen.push(...page.entries.map(({ index }) => index));
      before = page.next;
      more = page.next !== null;
    }
    const { size, signedAt } = await browseLedger(auditor, ALL);
    expect(seen).toEqual(Array.from({ length: size }, (_, at) => size - 1 - at));
    expect(signedAt).toBeInstanceOf(Date);
  });

  it("is narrowed by subject and kind, and says which kinds there are", async () => {
    const page = await browseLedger(auditor, ledgerFilter({ subject: " fct_1 ", kind: "fact.recorded" }));
    expect(page.entries).toHaveLength(40);
    expect(new Set(page.entries.map(({ subjectId }) => subjectId))).toEqual(new Set(["fct_1"]));
    expect(page.kinds).toContain("fact.recorded");
    expect(page.kinds).toEqual([...new Set(page.kinds)].sort());
    expect((await browseLedger(auditor, ledgerFilter({ kind: "no.such" }))).entries).toEqual([]);
  });

  it("gives a subject's entries with proofs that the verifier takes", async () => {
    const bundle = await ledgerBundle(auditor, "fct_2");
    expect(verifyBundle(bundle, {})).toMatchObject({ ok: true, account: { entries: 40 } });
    expect(await codeOf(ledgerBundle(auditor, "fct_none"))).toBe("not_found");
    expect(await codeOf(ledgerBundle(auditor, null))).toBe("not_found");
  });

  it("is for operators, compliance officers and auditors", async () => {
    const reviewer = await seedStaff("privacy", "privacy");
    expect(await codeOf(browseLedger(reviewer, ALL))).toBe("forbidden");
    expect(await codeOf(ledgerBundle(reviewer, "fct_1"))).toBe("forbidden");
  });

  it("takes nothing of an address that cannot be meant", () => {
    expect(ledgerFilter({ subject: "x".repeat(65), kind: "a\0b", before: "-1" })).toEqual(ALL);
    expect(ledgerFilter({ before: ["7", "8"] })).toEqual({ ...ALL, before: 7 });
  });
});
