import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ApplicationForEdit } from "#lib/applications/view";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { useStage } from "../../../_messages/stages";
import { StepNav } from "./step-nav";

/** The frame of every page of a draft: what it is, the steps, the page, and what stands beside it. */
export function EditFrame({
  application,
  here,
  title,
  lead,
  children,
  beside,
}: {
  application: ApplicationForEdit;
  here: string;
  title: string;
  lead: string;
  children: ReactNode;
  beside?: ReactNode;
}) {
  const t = useTranslations("apply.frame");
  const draft = useStage()("draft");
  return (
    <Page width="wide">
      <PageHeader
        above={`${application.reference}, ${application.title}`}
        title={title}
        lead={lead}
        states={
          application.state === "draft" ? (
            <StateBadge tone={draft.tone}>{draft.label}</StateBadge>
          ) : (
            <StateBadge tone="info">{t("amendment")}</StateBadge>
          )
        }
        actions={
          <>
            <ButtonLink href={`/api/applications/${application.id}/export`} look="quiet">
              {t("export")}
            </ButtonLink>
            <ButtonLink href="/applications" look="quiet">
              {t("all")}
            </ButtonLink>
          </>
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[15rem_minmax(0,42rem)] xl:grid-cols-[15rem_minmax(0,42rem)_minmax(0,20rem)]">
        <div className="lg:sticky lg:top-4">
          <StepNav application={application} here={here} />
        </div>
        <div className="min-w-0">{children}</div>
        {beside === undefined ? null : <aside className="grid gap-4 lg:max-xl:col-start-2">{beside}</aside>}
      </div>
    </Page>
  );
}
