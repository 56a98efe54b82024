import type { ReactNode } from "react";
import type { Stage } from "#lib/applications/stage";
import { PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { CaseTabs } from "./case-tabs";

/** What every page of a case begins with: which it is, where it stands, and its other pages. */
export function CaseHeader({
  applicationId,
  hasBoard,
  above,
  title,
  stage,
  states,
  aside,
}: {
  applicationId: string;
  /** The board votes on approvals of the case. */
  hasBoard: boolean;
  above: ReactNode;
  title: string;
  stage?: Stage;
  states?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className="grid gap-4">
      <PageHeader
        above={above}
        title={title}
        states={
          stage === undefined && states === undefined ? undefined : (
            <>
              {stage === undefined ? null : <StateBadge tone={stage.tone}>{stage.label}</StateBadge>}
              {states}
            </>
          )
        }
        actions={aside}
      />
      <CaseTabs applicationId={applicationId} hasBoard={hasBoard} />
    </div>
  );
}
