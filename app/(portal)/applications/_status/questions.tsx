import { DOCUMENT_ACCEPT } from "#lib/applications/document-type";
import type { AnswerDocument, CaseQuestion } from "#lib/applications/information-view";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Card, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { AnswerForm } from "./turn-forms";

/** Questions that wait for an answer, each beside the factor that it concerns. */
export function OpenQuestions({
  applicationId,
  questions,
  refusal,
}: {
  applicationId: string;
  questions: readonly CaseQuestion[];
  /** What a document that was sent without scripts was refused for. */
  refusal: string | null;
}) {
  const open = questions.filter(({ ending }) => ending === null);
  if (open.length === 0) return null;
  return (
    <Section
      id="questions"
      title={open.length === 1 ? "A question to you" : `${open.length} questions to you`}
      lead="The case waits for your answers, and its clock stands still. With the last one it goes on."
    >
      {refusal === null ? null : <Notice tone="bad" title={refusal} />}
      {open.map((question) => (
        <Card key={question.id} className="grid gap-5">
          <QuestionHead question={question} />
          <AnswerDocuments applicationId={applicationId} question={question} />
          <AnswerForm questionId={question.id} documents={question.attached.length} />
        </Card>
      ))}
    </Section>
  );
}

/** Everything that was asked and is no longer open, the latest first. */
export function PastQuestions({
  applicationId,
  questions,
}: {
  applicationId: string;
  questions: readonly CaseQuestion[];
}) {
  const past = questions.filter(({ ending }) => ending !== null);
  if (past.length === 0) return null;
  return (
    <Section
      title="Questions and answers"
      lead="What you were asked, and what you said. The people who review the case read both."
    >
      {past.map((question) => (
        <article key={question.id} className="grid gap-2 border-l-2 border-rule-2 pl-4">
          <QuestionHead question={question} />
          {question.ending === null || question.ending.text === "" ? null : (
            <p className="font-serif whitespace-pre-wrap">{question.ending.text}</p>
          )}
          <DocumentNames applicationId={applicationId} documents={question.ending?.documents ?? []} />
        </article>
      ))}
    </Section>
  );
}

function QuestionHead({ question }: { question: CaseQuestion }) {
  const { factorId, factorName, lane, askedAt, answerBy, text, ending } = question;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3>
          {factorName} <span className="font-mono text-small font-normal text-ink-2">{factorId}</span>
        </h3>
        <StateBadge tone={ending === null ? "warn" : ending.how === "answered" ? "good" : "plain"}>
          {ending === null ? "open" : ending.words}
        </StateBadge>
      </div>
      <blockquote className="border-l-2 border-accent pl-3 font-serif whitespace-pre-wrap">{text}</blockquote>
      <p className="text-small text-ink-2">
        Asked by the reviewer of the lane {lane}, <Moment at={askedAt} />.{" "}
        {ending === null ? (
          <>
            Answer by <Moment at={answerBy} />.
          </>
        ) : (
          <>
            {ending.words.charAt(0).toUpperCase() + ending.words.slice(1)}, <Moment at={ending.at} />.
          </>
        )}
      </p>
    </div>
  );
}

/** Documents go first and by themselves: a plain form, which a browser sends with or without scripts. */
function AnswerDocuments({ applicationId, question }: { applicationId: string; question: CaseQuestion }) {
  const { id, attached, kinds } = question;
  return (
    <details open={attached.length > 0} className="grid gap-3">
      <summary className="cursor-pointer text-sm font-semibold">
        Documents with the answer ({attached.length === 0 ? "none yet" : attached.length})
      </summary>
      <div className="grid gap-3 pt-3">
        <DocumentNames applicationId={applicationId} documents={attached} />
        <form
          method="post"
          encType="multipart/form-data"
          action={`/api/applications/${applicationId}/evidence`}
          className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-end"
        >
          <SelectField name="kind" id={`kind-${id}`} label="Kind" choices={kinds} />
          <TextField
            name="file"
            id={`file-${id}`}
            label="File"
            type="file"
            accept={DOCUMENT_ACCEPT}
            multiple
          />
          <Button type="submit">Add</Button>
        </form>
        <p className="text-small text-ink-2">
          PDF, PNG, JPEG or Word (.docx), 20 MB each. Add documents first, then send the answer.
        </p>
      </div>
    </details>
  );
}

function DocumentNames({
  applicationId,
  documents,
}: {
  applicationId: string;
  documents: readonly AnswerDocument[];
}) {
  if (documents.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {documents.map(({ id, title, fileName }) => (
        <li key={id}>
          <a href={`/api/applications/${applicationId}/evidence/${id}`} className="break-all">
            {fileName}
          </a>{" "}
          <span className="text-ink-2">{title}</span>
        </li>
      ))}
    </ul>
  );
}
