import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { asJudgedNow } from "#lib/applications/rescreen-application";
import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import { requirementsOf } from "#lib/policy/fired-clauses";
import type { PolicyPack } from "#lib/policy/pack";
import { quality } from "#lib/policy/quality";
import { releasePack } from "#lib/policy/release-pack";
import { screen } from "#lib/policy/screen";
import { startPackDraft, withdrawPackDraft, writePackDraft } from "#lib/policy/write-pack-draft";
import { replayAll, simulatePack } from "#lib/simulator/simulate-pack";
import { isEased, type Simulation, simulationJson } from "#lib/simulator/simulation";
import { simulationOf } from "#lib/simulator/view";
import { seedCases } from "../../../bench/simulator/seed-cases";
import { PACK } from "../policy/samples";
import { codeOf, seedStaff } from "../reviews/review-case";

const CASES = 90;
const STRICTER: PolicyPack = {
  ...PACK,
  version: "2027-01",
  tiers: PACK.tiers.map((tier) => ({ ...tier, pass_mark: Math.min(100, tier.pass_mark + 15) })),
};
const WIDER: PolicyPack = {
  ...PACK,
  version: "2027-02",
  rules: PACK.rules.filter(({ id }) => id !== "HS12" && id !== "HS23"),
};

let author: Actor;
beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await seedCases(client, { cases: CASES, packVersion: PACK.version });
  await client.end();
  author = await seedStaff("policy_author");
});

/** One case as anyone would screen it again, from its rows alone. */
async function screenedAgain(applicationId: string, pack: PolicyPack) {
  return read(async (tx) => {
    const revision = await tx.applicationRevision.findFirstOrThrow({ where: { applicationId } });
    const { createdAt: at } = await tx.screening.findFirstOrThrow({ where: { revisionId: revision.id } });
    const application = await asJudgedNow(tx, revision);
    const circumstances = { facts: await factsInForce(tx, dayOf(at), at), on: dayOf(at) };
    const rows = await tx.factorScore.findMany({ where: { revisionId: revision.id } });
    const scores = rows.map(({ factorId, points }) => ({ factorId, points: points ?? 0 }));
    const screening = screen(pack, application, circumstances);
    const reached = scores.length === 0 ? null : quality(pack, screening.tier, scores, application);
    const { documents } = requirementsOf(pack, application, circumstances);
    const word = reached === null ? "unscored" : reached.ok && reached.pass ? "pass" : "fail";
    return { screening, documents: documents.toSorted(), quality: word };
  });
}

/** What re-screening each case says of a draft, without the simulator. */
async function expected(draft: PolicyPack): Promise<Record<string, unknown>[]> {
  const ids = await read((tx) => tx.application.findMany({ orderBy: { id: "asc" }, select: { id: true } }));
  const rows: Record<string, unknown>[] = [];
  for (const { id } of ids) {
    const was = await screenedAgain(id, PACK);
    const is = await screenedAgain(id, draft);
    const said = ({ screening: { pack: _, ...screening }, ...rest }: typeof was) =>
      JSON.stringify([screening.outcome, screening.tier, screening.approvers, rulesOf(screening), rest]);
    if (said(was) === said(is)) continue;
    const answer = ({ screening, quality: reached }: typeof was) => ({
      outcome: screening.outcome,
      tier: screening.tier,
      quality: reached,
    });
    rows.push({ application_id: id, before: answer(was), after: answer(is) });
  }
  return rows;
}

function rulesOf({
  rules,
  conditions,
}: {
  rules: readonly { id: string; effect: string; sites: readonly string[] }[];
  conditions: readonly { id: string }[];
}) {
  return [
    rules.map(({ id, effect, sites }) => [id, effect, [...sites].sort()]),
    [...new Set(conditions.map(({ id }) => id))].sort(),
  ];
}

const plain = ({ changed }: Simulation) =>
  changed.map(({ application_id, before, after }) => ({ application_id, before, after }));

describe("a simulation", () => {
  test("says of each case what screening it again says, and names every one of which anything changes", async () => {
    for (const draft of [STRICTER, WIDER]) {
      const simulation = await replayAll(PACK, draft);
      expect(simulation.cases).toBe(CASES);
      expect(simulation.changed.length).toBeGreaterThan(5);
      expect(plain(simulation)).toEqual(await expected(draft));
      const counted = (cells: readonly { cases: number }[]) =>
        cells.reduce((sum, { cases }) => sum + cases, 0);
      for (const cells of [simulation.outcomes, simulation.tiers, simulation.quality])
        expect(counted(cells)).toBe(CASES);
    }
  });

  test("of the same pack changes nothing", async () => {
    expect(await replayAll(PACK, { ...PACK, version: "2027-03" })).toMatchObject({
      cases: CASES,
      unchanged: CASES,
      changed: [],
      grants: [],
    });
  });

  test("lets nothing become easier unnamed: each case by its rule, and no other", async () => {
    const stricter = await replayAll(PACK, STRICTER);
    expect(stricter.changed.filter(isEased)).toEqual([]);
    expect(
      stricter.changed.every(({ changes }) =>
        changes.every(({ what, toward }) => what === "quality" && toward === "harder"),
      ),
    ).toBe(true);

    const wider = await replayAll(PACK, WIDER);
    expect(wider.changed.every(isEased)).toBe(true);
    for (const { changes } of wider.changed) {
      const rules = changes.filter(({ what }) => what === "rule").map(({ of }) => of);
      expect(rules.length).toBeGreaterThan(0);
      expect(["HS12", "HS23"]).toEqual(expect.arrayContaining(rules));
    }
    const grants = wider.changed.flatMap((changed) => changed.grants);
    expect(wider.grants.map(({ grant_id }) => grant_id)).toEqual(grants);
    expect(wider.grants.every(({ keys, toward }) => keys === 1 && toward.includes("easier"))).toBe(true);
    expect(grants.length).toBeGreaterThan(0);
  });

  test("is kept with the text that was tried, by those who may, and is not of another", async () => {
    const { draftId } = await startPackDraft({ actor: author, text: JSON.stringify(WIDER) });
    expect(await simulationOf(author, draftId)).toBeNull();
    const { simulation } = await simulatePack({ actor: author, draftId });
    const kept = await simulationOf(author, draftId);
    expect(kept).toMatchObject({ isCurrent: true, ranBy: author.name });
    expect(kept?.simulation).toEqual(simulationJson(simulation));
    expect(kept?.names.get(simulation.changed[0]?.application_id ?? "")).toMatchObject({
      organisation: "Bench",
    });

    for (const role of ["legal", "auditor"] as const) {
      const other = await seedStaff(role);
      expect(await codeOf(simulatePack({ actor: other, draftId }))).toBe("forbidden");
    }
    expect(await codeOf(simulationOf(await seedStaff("intake"), draftId))).toBe("not_found");
    const write = (edition: number, text: string) =>
      writePackDraft({ actor: author, draftId, edition, text });
    await write(1, JSON.stringify({ ...WIDER, title: "Other words" }));
    expect(await simulationOf(author, draftId)).toMatchObject({ isCurrent: false });
    await write(2, "{}");
    expect(await codeOf(simulatePack({ actor: author, draftId }))).toBe("wrong_state");
    await withdrawPackDraft({ actor: author, draftId });
    expect(await codeOf(simulatePack({ actor: author, draftId }))).toBe("wrong_state");
  });

  test("never sums up scores of which one is still sealed", async () => {
    const applicationId = (await replayAll(PACK, STRICTER)).changed[0]?.application_id ?? "";
    expect(applicationId).not.toBe("");
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query("SET session_replication_role = replica");
    await client.query(
      `UPDATE "FactorScore" SET "lockedAt" = NULL WHERE "applicationId" = $1 AND "factorId" = 'F03'`,
      [applicationId],
    );
    await client.end();
    const simulation = await replayAll(PACK, STRICTER);
    expect(simulation.changed.map(({ application_id }) => application_id)).not.toContain(applicationId);
  });
});
