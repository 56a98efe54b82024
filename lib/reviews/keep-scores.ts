import { revisionData } from "#lib/applications/revision-data";
import { appendEntry } from "#lib/ledger/append-entry";
import { canonicalJson, type Json } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { changedBasis } from "#lib/policy/factor-basis";
import { loadPack } from "#lib/policy/load-pack";
import { findScoredRevision } from "./case-store";
import { isSamePlace, type Place } from "./lanes";
import type { OpenCase } from "./open-case";
import { findHolders, findScores, insertKeptScore, reopenLanes, type ScoreRow } from "./score-store";

/** What changed under each factor since the revision that was scored last. */
export type RevisedBasis = {
  /** The revision that was scored last. */
  since: { id: string; number: number };
  /** By factor: answers and documents that changed, or `factor` where the pack puts it in other words. */
  changed: ReadonlyMap<string, readonly string[]>;
};

/** @returns null for a case of which no earlier revision was scored */
export async function revisedBasis(tx: Tx, found: OpenCase): Promise<RevisedBasis | null> {
  const before = await findScoredRevision(tx, found.id, found.revision.number);
  if (before === null) return null;
  const { pack } = await loadPack(tx, before.packVersion);
  const earlier = new Map(pack.factors.map((factor) => [factor.id, wordsOf(factor)]));
  const answers = changedBasis(found.pack, revisionData(before), found.application);
  const changed = found.pack.factors.flatMap((factor): [string, readonly string[]][] => {
    const names = answers.get(factor.id) ?? [];
    const isSaidAnew = earlier.get(factor.id) !== wordsOf(factor);
    return names.length === 0 && !isSaidAnew ? [] : [[factor.id, isSaidAnew ? [...names, "factor"] : names]];
  });
  return { since: { id: before.id, number: before.number }, changed: new Map(changed) };
}

function wordsOf(factor: object): string {
  const json: Json = JSON.parse(JSON.stringify(factor));
  return canonicalJson(json);
}

/**
 * Carries the scores of an earlier revision over to the one at hand. A locked score stays, word for word and locked,
 * when nothing that its factor rests on has changed; else the lane scores the factor again, with its words as a
 * draft and without its points. Nothing is kept of someone who left the lane. Doing it twice is doing it once.
 *
 * @param found locked in this transaction, back in triage
 */
export async function keepScores(tx: Tx, found: OpenCase): Promise<void> {
  const basis = await revisedBasis(tx, found);
  if (basis === null) return;
  const there = new Set((await findScores(tx, found.revision.id)).map(placeOf));
  const holders = await findHolders(tx, found.id);
  const carried = (await findScores(tx, basis.since.id)).filter(
    (score) =>
      !there.has(placeOf(score)) &&
      found.plan.some(
        (planned) => isSamePlace(planned, score) && planned.factorIds.includes(score.factorId),
      ) &&
      holders.some((holder) => isSamePlace(holder, score) && holder.personId === score.scorerId),
  );
  for (const score of carried) await carry(tx, found, score, basis.changed.has(score.factorId));

  const locked = carried.filter(({ lockedAt }) => lockedAt !== null);
  if (locked.length === 0) return;
  const isChanged = ({ factorId }: ScoreRow) => basis.changed.has(factorId);
  await reopenLanes(
    tx,
    found.id,
    lanesToScoreAgain(
      found,
      locked.filter((score) => !isChanged(score)),
    ),
  );
  await appendEntry(tx, {
    kind: "scores.kept",
    subjectId: found.id,
    data: {
      revision: found.revision.id,
      from_revision: basis.since.id,
      kept: locked.filter((score) => !isChanged(score)).map(({ factorId }) => factorId),
      opened_again: locked.filter(isChanged).map(({ factorId }) => factorId),
    },
  });
}

async function carry(tx: Tx, { id, revision }: OpenCase, score: ScoreRow, isChanged: boolean): Promise<void> {
  const { factorId, lane, seat, scorerId, points, rationale, privateNote, lockedAt } = score;
  const isKept = lockedAt !== null && !isChanged;
  await insertKeptScore(tx, {
    applicationId: id,
    revisionId: revision.id,
    factorId,
    lane,
    seat,
    scorerId,
    points: isChanged ? null : points,
    rationale,
    privateNote,
    lockedAt: isKept ? lockedAt : null,
    keptFromId: isKept ? score.id : null,
  });
}

function lanesToScoreAgain({ plan }: OpenCase, kept: readonly ScoreRow[]): Place[] {
  const standing = new Set(kept.map(placeOf));
  return plan
    .filter((planned) =>
      planned.factorIds.some((factorId) => !standing.has(placeOf({ ...planned, factorId }))),
    )
    .map(({ lane, seat }) => ({ lane, seat }));
}

function placeOf({ factorId, lane, seat }: { factorId: string; lane: string; seat: number }): string {
  return `${factorId} ${lane} ${seat}`;
}
