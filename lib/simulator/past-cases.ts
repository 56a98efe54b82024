import { judgedSince } from "#lib/applications/rescreen-application";
import { revisionData } from "#lib/applications/revision-data";
import { databaseNow, type Tx } from "#lib/platform/db";
import { dayOf } from "#lib/policy/days";
import { factsOnRecord } from "#lib/policy/facts-in-force";
import type { LegalFact } from "#lib/policy/legal-fact";
import type { PastCase } from "./reading";
import {
  type CaseRow,
  findCases,
  findDocuments,
  findFactMoments,
  findLivingGrants,
  findLockedScores,
} from "./store";

/** Cases read at a time; between two times others have their turn. */
const CASES_AT_A_TIME = 500;

/**
 * Every application that was ever submitted, its latest revision as staff have judged it, by id: with the day of its last
 * screening and the legal facts that were known and in force then.
 */
export async function* pastCases(tx: Tx): AsyncGenerator<PastCase> {
  const now = await databaseNow(tx);
  const factsAt = await factsByMoment(tx);
  let page = readPage(tx, "");
  for (;;) {
    const { rows, beside, last } = await page;
    // The database reads on while these are judged.
    if (last !== null) page = readPage(tx, last);
    // Awaited at the next turn, if there is one: what fails meanwhile fails there.
    page.catch(() => undefined);
    for (const row of rows) {
      const at = row.screenedAt ?? now;
      yield { ...beside(row), on: dayOf(at), facts: await factsAt(at) };
    }
    if (last === null) return;
  }
}

async function readPage(tx: Tx, after: string) {
  const rows = await findCases(tx, after, CASES_AT_A_TIME);
  const last = rows.length < CASES_AT_A_TIME ? null : (rows.at(-1)?.applicationId ?? null);
  return { rows, beside: await besideOf(tx, rows), last };
}

/** What goes with the cases of one page, read in three queries. */
async function besideOf(
  tx: Tx,
  rows: readonly CaseRow[],
): Promise<(row: CaseRow) => Omit<PastCase, "on" | "facts">> {
  const applicationIds = rows.map(({ applicationId }) => applicationId);
  const documents = by("applicationId", await findDocuments(tx, applicationIds));
  const scores = by(
    "revisionId",
    await findLockedScores(
      tx,
      rows.map(({ revisionId }) => revisionId),
    ),
  );
  const grants = by("applicationId", await findLivingGrants(tx, applicationIds));
  return ({ applicationId, revisionId, canonical, sanctions }) => ({
    applicationId,
    application: judgedSince(revisionData({ id: revisionId, canonical }), {
      sanctions: sanctions === "clear" || sanctions === "hit" ? sanctions : "unchecked",
      ever: documents.get(applicationId) ?? [],
    }),
    scores: scores.get(revisionId) ?? [],
    grants: grants.get(applicationId) ?? [],
  });
}

function by<Key extends string, Row extends Record<Key, string>>(
  key: Key,
  rows: readonly Row[],
): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group === undefined) groups.set(row[key], [row]);
    else group.push(row);
  }
  return groups;
}

/** The facts as a screening at a moment saw them. What is known changes with each confirmation and not between two. */
async function factsByMoment(tx: Tx): Promise<(at: Date) => Promise<readonly LegalFact[]>> {
  const moments = await findFactMoments(tx);
  const known = new Map<number, readonly LegalFact[]>();
  return async (at) => {
    const number = moments.filter((moment) => moment <= at).length;
    if (number === 0) return [];
    const facts = known.get(number) ?? (await factsOnRecord(tx, at));
    known.set(number, facts);
    const on = dayOf(at);
    return facts.filter(({ in_force_from: from, in_force_to: to }) => from <= on && (to == null || on <= to));
  };
}
