import type { Dossier } from "#lib/reviews/dossier-view";
import type { FactorView } from "#lib/reviews/factor-views";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { AskForm, TakeBackForm } from "./ask-form";

type Asked = Dossier["questions"][number];

/** What the applicant was asked about the factor at hand, what they said, and the form to ask more. */
export function FactorQuestions({ found, factor }: { found: Dossier; factor: FactorView }) {
  const asked = found.questions.filter(({ factorId }) => factorId === factor.id);
  const mayAsk = found.me.mayAsk && factor.isMine;
  if (asked.length === 0 && !mayAsk) return null;
  return (
    <section aria-label="Questions to the applicant" className="grid gap-4">
      {asked.map((question) => (
        <Question key={question.id} found={found} question={question} />
      ))}
      {mayAsk ? (
        <AskForm
          key={factor.id}
          applicationId={found.applicationId}
          revisionId={found.revisionId}
          factor={factor}
          others={found.factors.filter(({ isMine, id }) => isMine && id !== factor.id)}
        />
      ) : null}
    </section>
  );
}

function Question({ found, question }: { found: Dossier; question: Asked }) {
  const { ending, text, lane, askedAt, answerBy } = question;
  return (
    <article className="grid gap-2 border-l-2 border-rule-2 pl-4 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-2 text-small text-ink-2">
        <span>
          The lane {lane} asked the applicant, <Moment at={askedAt} />
        </span>
        <EndingBadge question={question} />
      </p>
      <blockquote className="font-serif text-[16px] whitespace-pre-wrap">{text}</blockquote>
      {ending === null ? (
        <p className="text-small text-ink-2">
          An answer is due by <Moment at={answerBy} />.
        </p>
      ) : (
        <Answer found={found} ending={ending} />
      )}
      {ending === null && mayTakeBack(found, question) ? (
        <TakeBackForm applicationId={found.applicationId} requestId={question.requestId} />
      ) : null}
    </article>
  );
}

export function EndingBadge({ question: { ending } }: { question: Asked }) {
  return (
    <StateBadge tone={ending === null ? "warn" : ending.how === "answered" ? "good" : "plain"}>
      {ending === null ? "waits for an answer" : ending.words}
    </StateBadge>
  );
}

/** Its asker, or whoever holds the lane now. */
function mayTakeBack({ me, state }: Dossier, { askedById, lane }: Asked): boolean {
  return state === "rfi" && (askedById === me.personId || lane === me.lane);
}

function Answer({ found, ending }: { found: Dossier; ending: NonNullable<Asked["ending"]> }) {
  if (ending.how !== "answered") return null;
  return (
    <div className="grid gap-1">
      <p className="text-small text-ink-2">
        The applicant answered, <Moment at={ending.at} />
      </p>
      <p className="font-serif text-[16px] whitespace-pre-wrap">{ending.text}</p>
      {ending.documents.map(({ id, title, fileName }) => (
        <a
          key={id}
          href={`/review/${found.applicationId}/evidence/${id}`}
          target="_blank"
          rel="noreferrer"
          className="break-all"
        >
          {title}: {fileName}
        </a>
      ))}
    </div>
  );
}
