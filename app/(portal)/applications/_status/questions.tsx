import { useTranslations } from "next-intl";
import { DOCUMENT_ACCEPT } from "#lib/applications/document-type";
import type { AnswerDocument, CaseQuestion } from "#lib/applications/information-view";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { PackText } from "#ui/pack-text";
import { Card, Section } from "#ui/page";
import { Said } from "#ui/said";
import { StateBadge } from "#ui/state-badge";
import { useChoices } from "../../../_messages/choices";
import { useLaneWord } from "../../../_messages/stages";
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
  const t = useTranslations("status");
  const open = questions.filter(({ ending }) => ending === null);
  if (open.length === 0) return null;
  return (
    <Section id="questions" title={t("question.open", { count: open.length })} lead={t("question.openLead")}>
      {refusal === null ? null : <Notice tone="bad" title={<Said>{refusal}</Said>} />}
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
  const t = useTranslations("status");
  const past = questions.filter(({ ending }) => ending !== null);
  if (past.length === 0) return null;
  return (
    <Section title={t("question.past")} lead={t("question.pastLead")}>
      {past.map((question) => (
        <article key={question.id} className="grid gap-2 border-s-2 border-rule-2 ps-4">
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
  const t = useTranslations("status");
  const laneWord = useLaneWord();
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3>
          <PackText of={`${factorId}.name`}>{factorName}</PackText>{" "}
          <span className="font-mono text-small font-normal text-ink-2">{factorId}</span>
        </h3>
        <StateBadge tone={ending === null ? "warn" : ending.how === "answered" ? "good" : "plain"}>
          {t(`question.state.${ending?.how ?? "open"}`)}
        </StateBadge>
      </div>
      <blockquote className="border-s-2 border-accent ps-3 font-serif whitespace-pre-wrap">{text}</blockquote>
      <p className="text-small text-ink-2">
        {t.rich("question.asked", { lane: laneWord(lane), when: () => <Moment at={askedAt} /> })}{" "}
        {ending === null
          ? t.rich("question.answerBy", { when: () => <Moment at={answerBy} /> })
          : t.rich(`question.ended.${ending.how}`, { when: () => <Moment at={ending.at} /> })}
      </p>
    </div>
  );
}

/** Documents go first and by themselves: a plain form, which a browser sends with or without scripts. */
function AnswerDocuments({ applicationId, question }: { applicationId: string; question: CaseQuestion }) {
  const { id, attached, kinds } = question;
  const t = useTranslations("status");
  const words = useChoices()("documentKinds");
  const choices = kinds.map(
    ({ value, label }) => words.find((one) => one.value === value) ?? { value, label },
  );
  return (
    <details open={attached.length > 0} className="grid gap-3">
      <summary className="cursor-pointer text-sm font-semibold">
        {t("question.documents", { count: attached.length })}
      </summary>
      <div className="grid gap-3 pt-3">
        <DocumentNames applicationId={applicationId} documents={attached} />
        <form
          method="post"
          encType="multipart/form-data"
          action={`/api/applications/${applicationId}/evidence`}
          className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-end"
        >
          <SelectField name="kind" id={`kind-${id}`} label={t("question.kind")} choices={choices} />
          <TextField
            name="file"
            id={`file-${id}`}
            label={t("question.file")}
            type="file"
            accept={DOCUMENT_ACCEPT}
            multiple
          />
          <Button type="submit">{t("question.add")}</Button>
        </form>
        <p className="text-small text-ink-2">{t("question.formats")}</p>
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
  const words = useChoices()("documentKinds");
  if (documents.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {documents.map(({ id, kind, title, fileName }) => (
        <li key={id}>
          <a href={`/api/applications/${applicationId}/evidence/${id}`} className="break-all">
            {fileName}
          </a>{" "}
          <span className="text-ink-2">{words.find(({ value }) => value === kind)?.label ?? title}</span>
        </li>
      ))}
    </ul>
  );
}
