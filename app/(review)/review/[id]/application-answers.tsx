import { stepOf } from "#lib/applications/form/steps";
import type { ComparedAnswer, ComparedSection } from "#lib/reviews/changed-answers";
import type { Dossier } from "#lib/reviews/dossier-view";

/** The application as it was submitted, opened where it speaks to the factor at hand; changes are marked. */
export function ApplicationAnswers({ found, factorId }: { found: Dossier; factorId: string | null }) {
  const { previousRevision } = found;
  return (
    <section aria-label="Application" className="grid content-start gap-2">
      <h2>Application</h2>
      <p className="text-small text-ink-2">
        Signed by {found.revision.attestedName}.{" "}
        {previousRevision === null
          ? "A first revision."
          : `Changes since revision ${previousRevision} are marked.`}
      </p>
      <div className="grid">
        {found.answers.map((section) => (
          <SectionAnswers key={section.section} section={section} factorId={factorId} />
        ))}
      </div>
    </section>
  );
}

function SectionAnswers({ section, factorId }: { section: ComparedSection; factorId: string | null }) {
  const changed = section.answers.filter(({ change }) => change !== "same").length;
  const speaks = factorId !== null && stepOf(section.section).factors.includes(factorId);
  return (
    <details open={speaks || changed > 0} className="border-t border-rule py-2">
      <summary className="cursor-pointer text-sm font-semibold">
        {section.title}
        {changed === 0 ? null : <span className="font-normal text-warn"> {changed} changed</span>}
      </summary>
      <dl className="grid gap-2 pt-2 pb-3 text-sm">
        {section.answers.map((answer) => (
          <div key={answer.name} className="grid gap-0.5">
            <dt className="text-small text-ink-2">{answer.label}</dt>
            <dd className="min-w-0 break-words">
              <AnswerText answer={answer} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function AnswerText({ answer }: { answer: ComparedAnswer }) {
  const text = <Plain answer={answer} />;
  if (answer.change === "same") return text;
  return (
    <>
      {answer.before === null ? null : (
        <>
          <del>{answer.before}</del>{" "}
        </>
      )}
      <ins>{text}</ins>
    </>
  );
}

function Plain({ answer }: { answer: ComparedAnswer }) {
  if (answer.rows.length > 0) {
    return (
      <>
        {answer.rows.map((row) => (
          <span key={row.title} className="block">
            <span className="text-ink-2">{row.title}: </span>
            {row.answers.map(({ text }) => text).join(", ")}
          </span>
        ))}
      </>
    );
  }
  return answer.lines.length === 0 ? "–" : answer.lines.join("; ");
}
