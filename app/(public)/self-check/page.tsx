import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type Query, type SelfCheck, selfCheck } from "#lib/applications/self-check";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { InEnglish } from "#ui/in-english";
import { Page, PageHeader, Section } from "#ui/page";
import { AnsweredRules, PolicyAnswer } from "#ui/policy-answer";
import { SelfCheckQuestions } from "./questions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("selfCheck");
  return { title: t("title"), description: t("description") };
}

const ASSUMPTIONS = ["templates", "documents", "parties", "scope", "consent"] as const;

type Props = { searchParams: Promise<Query> };

export default async function SelfCheckPage({ searchParams }: Props) {
  const t = await getTranslations("selfCheck");
  const query = await searchParams;
  const checked = await selfCheck(query);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} />
      {checked.state === "answered" ? <Answer checked={checked} /> : null}
      {checked.state === "open" ? (
        <Notice tone="warn" title={t("missing")}>
          {t("missingText")}
        </Notice>
      ) : null}
      <SelfCheckQuestions query={query} errors={checked.state === "open" ? checked.errors : {}} />
    </Page>
  );
}

function Answer({ checked }: { checked: Extract<SelfCheck, { state: "answered" }> }) {
  const t = useTranslations("selfCheck");
  const { screening, scale, documents, registrations } = checked;
  return (
    <>
      <Notice title={t("notDecision")}>{t("notDecisionText")}</Notice>
      <div className="grid gap-10 lg:grid-cols-2">
        <Section title={t("answer")} lead={t("pack", { version: screening.pack })} id="answer">
          <PolicyAnswer answer={screening} scale={scale} />
          <Asked title={t("documents")} items={documents} />
          <Asked title={t("registrations")} items={registrations} />
          {screening.conditions.length === 0 ? null : (
            <Asked
              title={t("conditions")}
              items={screening.conditions.map(({ text, from }) => `${text} (${from})`)}
            />
          )}
        </Section>
        <Section title={t("rules")} lead={t("rulesLead")}>
          {/* Of one place, which the questions themselves name. */}
          <AnsweredRules rules={screening.rules.map((rule) => ({ ...rule, sites: [] }))} />
          <div className="grid gap-2 border-t border-rule pt-4 text-small text-ink-2">
            <p>{t("assumed")}</p>
            <ul className="grid list-disc gap-0.5 ps-5">
              {ASSUMPTIONS.map((assumption) => (
                <li key={assumption}>{t(`assumptions.${assumption}`)}</li>
              ))}
            </ul>
          </div>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href="/applications" look="primary">
              {t("apply")}
            </ButtonLink>
            <ButtonLink href="/self-check">{t("again")}</ButtonLink>
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
      <ul className="grid list-disc gap-1 ps-5 text-small">
        {items.map((item) => (
          <li key={item}>
            <InEnglish>{item}</InEnglish>
          </li>
        ))}
      </ul>
    </div>
  );
}
