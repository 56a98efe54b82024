import type { ReactNode } from "react";
import { STAGES } from "#lib/applications/stage";
import type { ApplicationForEdit } from "#lib/applications/view";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
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
  return (
    <Page width="wide">
      <PageHeader
        above={`${application.reference}, ${application.title}`}
        title={title}
        lead={lead}
        states={
          application.state === "draft" ? (
            <StateBadge tone={STAGES.draft.tone}>{STAGES.draft.label}</StateBadge>
          ) : (
            <StateBadge tone="info">Amendment, not submitted yet</StateBadge>
          )
        }
        actions={
          <>
            <ButtonLink href={`/api/applications/${application.id}/export`} look="quiet">
              Export JSON
            </ButtonLink>
            <ButtonLink href="/applications" look="quiet">
              All applications
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
