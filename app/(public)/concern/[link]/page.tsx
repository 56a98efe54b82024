import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { CONCERN_WORDS } from "#lib/concerns/concern";
import { type FollowedConcern, followConcern } from "#lib/concerns/view";
import { env } from "#lib/platform/env";
import { CodeBlock } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { orNotFound } from "../../../_edge/or-not-found";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("concern");
  return { title: t("yours"), robots: { index: false } };
}

type Props = { params: Promise<{ link: string }> };

export default async function FollowedConcernPage({ params }: Props) {
  const t = await getTranslations("concern");
  const { link } = await params;
  const concern = await orNotFound(() => followConcern(link));
  const { state, reference, statement, steps } = concern;
  return (
    <Page width="prose">
      <PageHeader
        above={<span className="font-mono">{reference}</span>}
        title={t("yours")}
        lead={t(`state.${state}.meaning`)}
        states={<StateBadge tone={CONCERN_WORDS[state].tone}>{t(`state.${state}.label`)}</StateBadge>}
      />
      <Notice title={t("keep")}>
        <p>{t("onlyWay", { hasContact: String(concern.hasContact) })}</p>
      </Notice>
      <CodeBlock label={t("address")} code={`${env().portalUrl}/concern/${link}`} />
      <Section title={t("whereItIs")}>
        <Clock concern={concern} />
        <Timeline
          entries={steps.map(({ key, at, state: then, answer }) => ({
            key,
            at,
            title: t(`state.${then}.label`),
            detail: answer === null ? undefined : <OwnWords text={answer} />,
          }))}
        />
      </Section>
      <Section title={t("wrote")}>
        <dl className="grid gap-4">
          <Said term={t("said.happened")} text={statement.happened} />
          <Said term={t("said.place")} text={statement.place} />
          <Said term={t("said.when")} text={statement.happenedOn} />
          <Said term={t("said.organisation")} text={statement.organisation} />
          <Said term={t("said.evidence")} text={statement.evidence} />
        </dl>
      </Section>
    </Page>
  );
}

function Clock({ concern: { state, dueAt, isOverdue } }: { concern: FollowedConcern }) {
  const t = useTranslations("concern");
  if (state !== "open") return null;
  return (
    <p className={isOverdue ? "text-warn" : "text-ink-2"}>
      {t.rich(isOverdue ? "overdue" : "dueBy", { moment: () => <Moment at={dueAt} /> })}
    </p>
  );
}

function Said({ term, text }: { term: string; text: string }) {
  if (text === "") return null;
  return (
    <div className="grid gap-1">
      <dt className="text-small text-ink-2">{term}</dt>
      <dd>
        <OwnWords text={text} />
      </dd>
    </div>
  );
}
