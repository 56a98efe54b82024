import { read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";

/** What a step's answers are judged by, in the words of the pack. */
export type FactorHelp = {
  id: string;
  name: string;
  weight: number;
  question: string;
  evidence: readonly string[];
  /** What earns the highest score. */
  best: string;
};

/** The factors of the pack in force with these ids, in the pack's order; for help beside the form. */
export function factorHelp(ids: readonly string[]): Promise<readonly FactorHelp[]> {
  return read(async (tx) => {
    const { factors } = await activePack(tx);
    return factors
      .filter(({ id }) => ids.includes(id))
      .map(({ id, name, weight, question, evidence, anchors }) => ({
        id,
        name,
        weight,
        question,
        evidence,
        best: anchors.at(-1) ?? "",
      }));
  });
}
