import { useTranslations } from "next-intl";
import type { Answer, AnsweredSection } from "#lib/applications/form/answers";
import type { OpenAnswer } from "#lib/applications/form/progress";
import { DefinitionList } from "#ui/definition-list";
import { Section } from "#ui/page";
import { Said } from "#ui/said";

/** An application in words. Over a draft each part links to its step, and each gap to its field. */
export function Answers({
  sections,
  edit,
}: {
  sections: readonly AnsweredSection[];
  edit?: { applicationId: string; missing: readonly OpenAnswer[] };
}) {
  const t = useTranslations("apply.review");
  return (
    <>
      {sections.map(({ section, title, answers }) => (
        <Section
          key={section}
          title={title}
          actions={
            edit === undefined ? null : (
              <a href={`/applications/${edit.applicationId}/${section}`} className="text-small underline">
                {t.rich("change", { title: () => <span className="sr-only">{title}</span> })}
              </a>
            )
          }
        >
          <DefinitionList
            items={answers.map((answer) => ({
              key: answer.name,
              term: answer.label,
              value: (
                <>
                  <AnswerText answer={answer} />
                  {edit?.missing
                    .filter(({ name }) => name === answer.name || name.startsWith(`${answer.name}.`))
                    .map((open) => (
                      <p key={`${open.name} ${open.message}`} className="text-small text-bad">
                        <a
                          href={`/applications/${edit.applicationId}/${section}#${open.name}`}
                          className="text-bad underline"
                        >
                          {open.name === answer.name ? null : `${open.label}: `}
                          <Said>{open.message}</Said>
                        </a>
                      </p>
                    ))}
                </>
              ),
            }))}
          />
        </Section>
      ))}
    </>
  );
}

function AnswerText({ answer }: { answer: Answer }) {
  return (
    <>
      {answer.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no name but their place
        <p key={index} className="font-serif">
          {line}
        </p>
      ))}
      {answer.rows.map((row) => (
        <div key={row.title} className="mb-2 grid gap-0.5">
          <p className="text-small text-ink-2">{row.title}</p>
          {row.answers.map(({ label, text }) => (
            <p key={label}>
              <span className="text-small text-ink-2">{label}: </span>
              <span className="font-serif">{text}</span>
            </p>
          ))}
        </div>
      ))}
    </>
  );
}
