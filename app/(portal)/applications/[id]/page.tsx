import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ApplicationStatus, applicationStatus } from "#lib/applications/status-view";
import { applicationForEdit } from "#lib/applications/view";
import { ERROR_CODES } from "#lib/platform/errors";
import { deferralForApplicant } from "#lib/reviews/authority-view";
import { type DecisionForApplicant, decisionForApplicant } from "#lib/reviews/decision-for-applicant";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { answersIn } from "../../../_messages/answers-in";
import { useReason, useRoleWord, useStage, useStateLabel } from "../../../_messages/stages";
import { CertificateLinks } from "../_status/certificate-links";
import { ClockList } from "../_status/clock-list";
import { DecisionReport } from "../_status/decision-report";
import { Deferral } from "../_status/deferral";
import { FrozenApplication } from "../_status/frozen-application";
import { OpenQuestions, PastQuestions } from "../_status/questions";
import { ScreeningReport } from "../_status/screening-report";
import { DropAmendmentForm } from "../_status/turn-forms";
import { WhatYouCanDo } from "../_status/what-you-can-do";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("status");
  return { title: t("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ refused?: string | string[] }> };

export default async function ApplicationPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}`);
  const words = await answersIn();
  const status = await orNotFound(() => applicationStatus(actor, id, words));
  if (status.state === "draft") {
    const { progress } = await applicationForEdit(actor, id);
    redirect(`/applications/${id}/${progress.find(({ state }) => state !== "done")?.section ?? "review"}`);
  }
  const decision = await decisionForApplicant(actor, id);
  const deferral = await deferralForApplicant(actor, id);
  const refused = [(await searchParams).refused].flat()[0];
  return (
    <Page width="wide">
      <CaseHeader status={status} />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem] xl:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-8 empty:hidden">
          <AmendmentNotice status={status} />
          <OpenQuestions applicationId={id} questions={status.questions} refusal={refusalOf(refused)} />
          {deferral === null ? null : <Deferral applicationId={id} deferral={deferral} />}
          {decision === null ? null : <DecisionReport decision={decision} />}
          {decision === null ? null : <CertificateLinks applicationId={id} />}
        </div>
        <div className="min-w-0 xl:col-start-2 xl:row-span-2 xl:row-start-1">
          <CaseSide status={status} decision={decision} />
        </div>
        <div className="grid min-w-0 gap-8 xl:col-start-1">
          <PastQuestions applicationId={id} questions={status.questions} />
          {status.screening === null ? null : <ScreeningReport screening={status.screening} />}
          <FrozenApplication status={status} />
        </div>
      </div>
    </Page>
  );
}

function CaseHeader({ status: { id, reference, title, state, tier } }: { status: ApplicationStatus }) {
  const t = useTranslations("status");
  const stage = useStage()(state);
  return (
    <PageHeader
      above={reference}
      title={title}
      lead={stage.meaning}
      states={
        <>
          <StateBadge tone={stage.tone}>{stage.label}</StateBadge>
          {tier === null ? null : <StateBadge>{t("tier", { tier: tier.slice(1) })}</StateBadge>}
        </>
      }
      actions={
        <>
          <ButtonLink href={`/api/applications/${id}/export`} look="quiet">
            {t("export")}
          </ButtonLink>
          <ButtonLink href="/applications" look="quiet">
            {t("all")}
          </ButtonLink>
        </>
      }
    />
  );
}

/** A draft that is open beside the revision that reviewers have. */
function AmendmentNotice({ status: { id, amendment, revision, may } }: { status: ApplicationStatus }) {
  const t = useTranslations("status");
  if (amendment === null) return null;
  return (
    <Notice title={t("amendment.title")}>
      <div className="grid gap-3 pt-1">
        <p>
          {t.rich("amendment.text", {
            number: revision?.number ?? 0,
            when: () => <Moment at={amendment.openedAt} />,
          })}
        </p>
        <div>
          <ButtonLink href={`/applications/${id}/review`} look="primary">
            {t("amendment.goOn")}
          </ButtonLink>
        </div>
        {may.amend ? <DropAmendmentForm applicationId={id} /> : null}
      </div>
    </Notice>
  );
}

function CaseSide({
  status,
  decision,
}: {
  status: ApplicationStatus;
  decision: DecisionForApplicant | null;
}) {
  const t = useTranslations("status");
  const { holder } = useStage()(status.state);
  return (
    <aside className="grid min-w-0 gap-8">
      <Section title={t("where.title")}>
        <DefinitionList
          items={[
            { key: "with", term: t("where.holder"), value: holder ?? t("where.nobody") },
            { key: "in", term: t("where.submitted"), value: momentOrDash(status.submittedAt) },
          ]}
        />
        <ClockList clocks={status.clocks} country={status.country} />
      </Section>
      <WhatYouCanDo status={status} decision={decision} />
      <Events events={status.events} />
    </aside>
  );
}

function Events({ events }: Pick<ApplicationStatus, "events">) {
  const t = useTranslations("status");
  const label = useStateLabel();
  const why = useReason();
  const who = useRoleWord();
  return (
    <Section title={t("events.title")}>
      <Timeline
        entries={events.map(({ key, at, state, code, role, note }) => ({
          key,
          at,
          title: label(state),
          detail: (
            <>
              {t("events.detail", { reason: why(code), by: who(role) })}
              {note === null ? null : <p className="font-serif">{note}</p>}
            </>
          ),
        }))}
      />
    </Section>
  );
}

function momentOrDash(at: Date | null) {
  return at === null ? "–" : <Moment at={at} dayOnly />;
}

/** A refusal that a form without scripts came back with, by its code; anything else in the address is ignored. */
function refusalOf(code: string | undefined): string | null {
  return Object.entries(ERROR_CODES).find(([known]) => known === code)?.[1].title ?? null;
}
