import type { Metadata } from "next";
import { type Query, SELF_CHECK_ASSUMPTIONS, type SelfCheck, selfCheck } from "#lib/applications/self-check";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { AnsweredRules, PolicyAnswer } from "#ui/policy-answer";
import { SelfCheckQuestions } from "./questions";

export const metadata: Metadata = {
  title: "Self-check",
  description: "Ten questions, and what the policy would say. No account, nothing stored, no decision.",
};

type Props = { searchParams: Promise<Query> };

export default async function SelfCheckPage({ searchParams }: Props) {
  const query = await searchParams;
  const checked = await selfCheck(query);
  return (
    <Page>
      <PageHeader
        title="Self-check"
        lead="Ten questions, and what the policy would say to them. You need no account, and nothing is stored: the answers stand in this page's address and nowhere else."
      />
      {checked.state === "answered" ? <Answer checked={checked} /> : null}
      {checked.state === "open" ? (
        <Notice tone="warn" title="Some answers are missing">
          They are marked below. The policy is read only once all are there.
        </Notice>
      ) : null}
      <SelfCheckQuestions query={query} errors={checked.state === "open" ? checked.errors : {}} />
    </Page>
  );
}

function Answer({ checked }: { checked: Extract<SelfCheck, { state: "answered" }> }) {
  const { screening, scale, documents, registrations } = checked;
  return (
    <>
      <Notice title="This is not a decision">
        It is what the rules say to ten answers. An application has many more, people judge it, and two of
        them sign.
      </Notice>
      <div className="grid gap-10 lg:grid-cols-2">
        <Section title="The answer" lead={`Policy pack ${screening.pack}.`} id="answer">
          <PolicyAnswer answer={screening} scale={scale} />
          <Asked title="Documents that rules would ask for" items={documents} />
          <Asked title="References that rules would ask for" items={registrations} />
          {screening.conditions.length === 0 ? null : (
            <Asked
              title="Conditions that an approval would carry"
              items={screening.conditions.map(({ text, from }) => `${text} (${from})`)}
            />
          )}
        </Section>
        <Section title="Rules that would fire" lead="Each leads to its full text in the policy.">
          {/* Of one place, which the questions themselves name. */}
          <AnsweredRules rules={screening.rules.map((rule) => ({ ...rule, sites: [] }))} />
          <div className="grid gap-2 border-t border-rule pt-4 text-small text-ink-2">
            <p>Taken for granted, since the questions do not ask it:</p>
            <ul className="grid list-disc gap-0.5 pl-5">
              {SELF_CHECK_ASSUMPTIONS.map((assumption) => (
                <li key={assumption}>{assumption}</li>
              ))}
            </ul>
          </div>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href="/applications" look="primary">
              Apply for access
            </ButtonLink>
            <ButtonLink href="/self-check">Begin again</ButtonLink>
          </div>
        </Section>
      </div>
    </>
  );
}

function Asked({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3>{title}</h3>
      <ul className="grid list-disc gap-1 pl-5 text-small">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
