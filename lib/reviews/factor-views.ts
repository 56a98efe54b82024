import type { Lane } from "#lib/identity/roles";
import { basisWords } from "./basis-words";
import type { RevisedBasis } from "./keep-scores";
import { isSamePlace, type LanePlan, laneWords, type Place } from "./lanes";
import type { OpenCase } from "./open-case";
import type { ReconciliationRow } from "./reconciliation-store";
import type { ScoreRow } from "./score-store";
import { type VisibleScore, visibleScore } from "./sealed-scores";
import { spreadsOf } from "./spread";

/** A factor as the dossier puts it, with what this viewer may know of its score. */
export type FactorView = {
  id: string;
  name: string;
  weight: number;
  isCritical: boolean;
  question: string;
  /** What kinds of evidence speak to it. */
  evidence: readonly string[];
  /** What 0, 1, 2, 3 and 4 points mean. */
  anchors: readonly string[];
  sources: readonly { id: string; text: string; urls: readonly string[] }[];
  lane: Lane;
  isMine: boolean;
  score: VisibleScore;
  scorer: string | null;
  /** The other of two scores; null for a factor that one person scores. */
  other: { lane: string; score: VisibleScore; scorer: string | null } | null;
  /** What lies between two locked scores that are too far apart, and what was written of it; null for all others. */
  apart: Apart | null;
  /**
   * What changed under it since the revision that was scored last; null for a case that was not scored before. With
   * nothing changed, whatever score it had stands.
   */
  revised: { since: number; changed: readonly string[] } | null;
};

/** Two scores that lie apart, and the text on it, if there is one. */
export type Apart = {
  points: number;
  /** The viewer is one of the two. */
  isMine: boolean;
  text: {
    id: string;
    words: string;
    author: string;
    isAgreedByMe: boolean;
    agreed: readonly string[];
  } | null;
};

export type Viewing = {
  scores: readonly ScoreRow[];
  reconciliations: readonly ReconciliationRow[];
  names: ReadonlyMap<string, string>;
  viewerId: string;
  /** The viewer's own seat; null for whoever holds none. */
  place: Place | null;
  isRevealed: boolean;
  basis: RevisedBasis | null;
};

/** The factors of a case in the pack's order, each with what this viewer may know of its scores. */
export function factorViews({ pack, plan }: OpenCase, viewing: Viewing): FactorView[] {
  const { place, basis } = viewing;
  return pack.factors.flatMap((factor): FactorView[] => {
    const places = plan.filter(({ factorIds }) => factorIds.includes(factor.id));
    const mine = places.find((planned) => place !== null && isSamePlace(planned, place));
    const shown = mine ?? places[0];
    if (shown === undefined) return [];
    const other = places.find((planned) => planned !== shown);
    return [
      {
        id: factor.id,
        name: factor.name,
        weight: factor.weight,
        isCritical: factor.critical,
        question: factor.question,
        evidence: factor.evidence,
        anchors: factor.anchors,
        sources: pack.sources.filter(({ id }) => factor.sources.includes(id)),
        lane: shown.lane,
        isMine: mine !== undefined,
        ...scoreAt(viewing, factor.id, shown),
        other: other === undefined ? null : { lane: laneWords(other), ...scoreAt(viewing, factor.id, other) },
        apart: apartView(viewing, factor.id),
        revised:
          basis === null
            ? null
            : { since: basis.since.number, changed: (basis.changed.get(factor.id) ?? []).map(basisWords) },
      },
    ];
  });
}

function scoreAt({ scores, names, viewerId, isRevealed }: Viewing, factorId: string, place: Place) {
  const score = visibleScore(scores, { factorId, place, viewerId, isRevealed });
  return { score, scorer: score.kind === "revealed" ? (names.get(score.scorerId) ?? null) : null };
}

function apartView(
  { scores, reconciliations, names, viewerId, isRevealed }: Viewing,
  factorId: string,
): Apart | null {
  const spread = isRevealed ? spreadsOf(scores).find((one) => one.factorId === factorId) : undefined;
  if (spread === undefined) return null;
  const nameOf = (id: string) => names.get(id) ?? "A reviewer";
  const row = reconciliations.find((one) => one.factorId === factorId);
  return {
    points: spread.points,
    isMine: spread.scorerIds.includes(viewerId),
    text:
      row === undefined
        ? null
        : {
            id: row.id,
            words: row.text,
            author: nameOf(row.writtenById),
            isAgreedByMe: row.agreedIds.includes(viewerId),
            agreed: row.agreedIds.map(nameOf),
          },
  };
}

/** Factors that do not apply, with the pack's words for it. */
export function notApplicable({
  pack,
  plan,
}: Pick<OpenCase, "pack"> & { plan: LanePlan }): { id: string; name: string; why: string }[] {
  const planned = new Set(plan.flatMap(({ factorIds }) => factorIds));
  return pack.factors
    .filter(({ id }) => !planned.has(id))
    .map(({ id, name, not_applicable_says: why }) => ({ id, name, why: why ?? "" }));
}
