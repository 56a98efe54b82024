import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type FindingLine, findingsOfTenant } from "#lib/findings/view";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../_edge/current-actor";
import { AnswerForm } from "./answer-form";

const TONES = { critical: "bad", moderate: "warn", low: "plain" } as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tenant.findings");
  return { title: t("title") };
}

/** What was found against this organisation, by when it must be mended, and what it answered. */
export default async function FindingsPage() {
  const actor = await requireActor("/tenant/findings");
  const t = await getTranslations("tenant.findings");
  const [membership] = actor.memberships;
  const { findings, mayAnswer } =
    membership === undefined
      ? { findings: [], mayAnswer: false }
      : await findingsOfTenant(actor, membership.organisationId);
  return (
    <Page>
      <PageHeader above={<Link href="/tenant">{t("back")}</Link>} title={t("title")} lead={t("lead")} />
      {findings.length === 0 ? <Empty title={t("none")} /> : null}
      {findings.map((finding) => (
        <Finding key={finding.id} finding={finding} mayAnswer={mayAnswer} />
      ))}
    </Page>
  );
}

async function Finding({ finding, mayAnswer }: { finding: FindingLine; mayAnswer: boolean }) {
  const t = await getTranslations("tenant.findings");
  const { closed, next, severity } = finding;
  return (
    <Section title={finding.reference ?? t("whole")} id={finding.id}>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-small">
        <StateBadge tone={TONES[severity]}>{t(`severity.${severity}`)}</StateBadge>
        <span>{t(`source.${finding.source}`)}</span>
        <span>{t.rich("recorded", { when: () => <Moment at={finding.recordedAt} /> })}</span>
      </p>
      <OwnWords text={finding.found} />
      <p>
        {closed === null
          ? t.rich(next === null ? "decides" : `next.${next.step}`, {
              when: () => <Moment at={next?.at ?? finding.dueAt} />,
            })
          : t.rich(`closed.${closed.outcome}`, { when: () => <Moment at={closed.at} /> })}
      </p>
      {closed === null ? null : <OwnWords text={closed.reason} />}
      {finding.answers.map(({ id, mended, at }) => (
        <div key={id} className="grid gap-1 border-rule-2 border-s-2 ps-4">
          <p className="text-small text-ink-2">{t.rich("answered", { when: () => <Moment at={at} /> })}</p>
          <OwnWords text={mended} />
        </div>
      ))}
      {closed !== null ? null : mayAnswer ? <AnswerForm findingId={finding.id} /> : <p>{t("others")}</p>}
    </Section>
  );
}
