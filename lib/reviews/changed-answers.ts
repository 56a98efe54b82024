import type { Answer, AnsweredSection } from "#lib/applications/form/answers";

export type AnswerChange = "same" | "new" | "changed";

/** An answer as the dossier shows it: what it says, and what it said in the revision before. */
export type ComparedAnswer = Answer & { change: AnswerChange; before: string | null };
export type ComparedSection = Omit<AnsweredSection, "answers"> & { answers: readonly ComparedAnswer[] };

/**
 * Marks what an applicant changed since the last revision.
 *
 * @param before null for a first revision: nothing is marked
 */
export function compareAnswers(
  now: readonly AnsweredSection[],
  before: readonly AnsweredSection[] | null,
): ComparedSection[] {
  const earlier = new Map(
    (before ?? []).flatMap(({ answers }) =>
      answers.map((answer) => [answer.name, answerText(answer)] as const),
    ),
  );
  return now.map((section) => ({
    ...section,
    answers: section.answers.map((answer): ComparedAnswer => {
      const old = earlier.get(answer.name);
      if (before === null || old === answerText(answer)) return { ...answer, change: "same", before: null };
      return old === undefined
        ? { ...answer, change: "new", before: null }
        : { ...answer, change: "changed", before: old };
    }),
  }));
}

function answerText({ lines, rows }: Answer): string {
  const fromRows = rows.map(({ answers }) =>
    answers.map(({ label, text }) => `${label}: ${text}`).join(", "),
  );
  return [...lines, ...fromRows].join("; ");
}
