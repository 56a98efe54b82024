import Link from "next/link";
import type { Dossier } from "#lib/reviews/dossier-view";
import { EndingBadge } from "./factor-questions";

/** All that the applicant was asked, what is open first; each leads to its factor. */
export function RequestList({ found }: { found: Dossier }) {
  const { questions, applicationId } = found;
  if (questions.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h2>Asked of the applicant</h2>
      <ul className="grid text-sm">
        {questions.map((question) => (
          <li
            key={question.id}
            className="flex flex-wrap items-baseline justify-between gap-2 border-t border-rule py-2 first:border-t-0"
          >
            <Link href={`/review/${applicationId}?factor=${question.factorId}`}>
              <span className="font-mono">{question.factorId}</span> {question.factorName}
            </Link>
            <EndingBadge question={question} />
          </li>
        ))}
      </ul>
    </div>
  );
}
