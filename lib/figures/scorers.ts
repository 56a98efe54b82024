import { grouped } from "./grouped";
import type { GivenScore, LockedLane } from "./scorer-store";

/** How one person scores, in figures that people can ask about; none of them says that a score is wrong. */
export type Scorer = {
  personId: string;
  name: string;
  scores: number;
  /** How often each of 0 to 4 was given. */
  points: readonly number[];
  /** Of reasons, in characters. */
  medianReason: number;
  /** Share of reasons that this person wrote word for word in another case too. */
  repeated: number;
  /** From taking a lane to its lock, over its factors, in minutes; null before a lane was locked. */
  minutesAFactor: number | null;
  /** Own points less those of the other, where two people scored the same; null where nobody did. */
  lean: { mean: number; scores: number } | null;
  signals: readonly Signal[];
};

/** What a person may want to ask about. */
export type Signal = "same_points" | "same_words" | "few_words" | "in_a_hurry";

/** Fewer scores say nothing about whoever gave them. */
export const SCORES_MIN = 20;
/** Shares from which, and characters and minutes below which, a figure is worth a question. A reason has 20 characters at least. */
export const SIGNAL_LIMITS = { samePoints: 0.9, sameWords: 0.3, reasonChars: 40, minutesAFactor: 2 } as const;

/** Each person's way of scoring, by name. */
export function scorersOf(scores: readonly GivenScore[], lanes: readonly LockedLane[]): Scorer[] {
  const all = grouped(scores, judgedIn);
  return [...grouped(scores, ({ scorerId }) => scorerId)]
    .map(([personId, given]) => scorerOf(personId, given, lanes, all))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** What two people may have scored apart from each other. */
export function judgedIn({ revisionId, factorId }: GivenScore): string {
  return `${revisionId} ${factorId}`;
}

function scorerOf(
  personId: string,
  given: readonly GivenScore[],
  lanes: readonly LockedLane[],
  all: ReadonlyMap<string, readonly GivenScore[]>,
): Scorer {
  const apart = given.flatMap((score) =>
    (all.get(judgedIn(score)) ?? [])
      .filter(({ scorerId }) => scorerId !== personId)
      .map(({ points }) => score.points - points),
  );
  const speeds = lanes
    .filter((lane) => lane.personId === personId)
    .map(({ minutes, factors }) => minutes / factors);
  const figures = {
    personId,
    name: given[0]?.scorer ?? "",
    scores: given.length,
    points: [0, 1, 2, 3, 4].map((points) => given.filter((score) => score.points === points).length),
    medianReason: medianOf(given.map(({ reasonLength }) => reasonLength)) ?? 0,
    repeated: repeatedShare(given),
    minutesAFactor: medianOf(speeds),
    lean: apart.length === 0 ? null : { mean: meanOf(apart), scores: apart.length },
  };
  return { ...figures, signals: signalsOf(figures) };
}

function signalsOf(of: Omit<Scorer, "signals">): Signal[] {
  if (of.scores < SCORES_MIN) return [];
  const signals: [Signal, boolean][] = [
    ["same_points", Math.max(...of.points) / of.scores >= SIGNAL_LIMITS.samePoints],
    ["same_words", of.repeated >= SIGNAL_LIMITS.sameWords],
    ["few_words", of.medianReason < SIGNAL_LIMITS.reasonChars],
    ["in_a_hurry", of.minutesAFactor !== null && of.minutesAFactor < SIGNAL_LIMITS.minutesAFactor],
  ];
  return signals.filter(([, isSo]) => isSo).map(([signal]) => signal);
}

function repeatedShare(given: readonly GivenScore[]): number {
  const again = [...grouped(given, ({ reasonHash }) => reasonHash).values()].filter(
    (same) => new Set(same.map(({ applicationId }) => applicationId)).size > 1,
  );
  return again.flat().length / given.length;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
