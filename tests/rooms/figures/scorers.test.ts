import { describe, expect, it } from "vitest";
import type { GivenScore } from "#lib/figures/scorer-store";
import { type Scorer, scorersOf } from "#lib/figures/scorers";

/** One person's scores of F01, each in a case of its own unless `over` says more. */
function scoresOf(person: string, points: readonly number[], over: Partial<GivenScore> = {}): GivenScore[] {
  return points.map((given, at) => ({
    revisionId: `rev_${at}`,
    applicationId: `app_${at}`,
    factorId: "F01",
    scorerId: person,
    scorer: person,
    points: given,
    reasonLength: 120,
    reasonHash: `${person} ${at}`,
    ...over,
  }));
}

const VARIED = Array.from({ length: 20 }, (_, at) => at % 5);
const lanes = (personId: string, minutes: number) => [{ personId, minutes, factors: 4 }];

function only(scorers: readonly Scorer[]): Scorer {
  const [scorer] = scorers;
  if (scorer === undefined || scorers.length !== 1) throw new Error(`${scorers.length} scorers`);
  return scorer;
}

describe("how people score", () => {
  it("raises no question of someone whose points, words and time vary", () => {
    const scorer = only(scorersOf(scoresOf("Ada", VARIED), lanes("Ada", 80)));
    expect(scorer).toMatchObject({ scores: 20, points: [4, 4, 4, 4, 4], minutesAFactor: 20, signals: [] });
  });

  it("asks about the same points nearly always, the same words again, and lanes locked in a hurry", () => {
    const same = scoresOf("Bo", [...Array<number>(18).fill(4), 3, 2], { reasonHash: "as discussed" });
    expect(only(scorersOf(same, lanes("Bo", 4))).signals).toEqual([
      "same_points",
      "same_words",
      "in_a_hurry",
    ]);
  });

  it("asks about reasons of few words, when half of them are such", () => {
    const signalsOf = (short: number) =>
      only(
        scorersOf(
          scoresOf("Fay", VARIED).map((score, at) => ({ ...score, reasonLength: at < short ? 24 : 200 })),
          [],
        ),
      ).signals;
    expect(signalsOf(11)).toEqual(["few_words"]);
    expect(signalsOf(9)).toEqual([]);
  });

  it("does not ask about few scores", () => {
    const few = scoresOf("Cy", Array<number>(19).fill(4), { reasonHash: "fine", reasonLength: 24 });
    expect(only(scorersOf(few, lanes("Cy", 1))).signals).toEqual([]);
  });

  it("takes words that are repeated within one case for one thing said of two factors", () => {
    const ofOneCase = scoresOf("Di", VARIED, { reasonHash: "see the DPIA", applicationId: "app_1" });
    expect(only(scorersOf(ofOneCase, [])).repeated).toBe(0);
  });

  it("holds each to the other who scored the same, both ways", () => {
    const [high, low] = scorersOf([...scoresOf("High", [4, 4, 3]), ...scoresOf("Low", [2, 3])], []);
    expect(high?.lean).toEqual({ mean: 1.5, scores: 2 });
    expect(low?.lean).toEqual({ mean: -1.5, scores: 2 });
    expect(only(scorersOf(scoresOf("Alone", [1]), [])).lean).toBeNull();
  });
});
