import type { Metadata } from "next";
import Link from "next/link";
import { AGAINST_WORDS } from "#lib/reviews/appeal";
import { appealsForStaff } from "#lib/reviews/appeal-view";
import { GROUND_WORDS } from "#lib/reviews/appeal-words";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";

export const metadata: Metadata = { title: "Appeals" };

export default async function AppealsPage() {
  const actor = await requireActor("/review/appeals");
  const appeals = await orNotFound(() => appealsForStaff(actor));
  return (
    <Page>
      <PageHeader
        title="Appeals"
        lead="Heard by people who had no part in the case; two of them sign the same outcome, within 30 days."
      />
      {appeals.length === 0 ? (
        <Empty title="No appeal was ever filed." />
      ) : (
        <Table
          caption="Appeals"
          columns={[
            { key: "case", head: "Case" },
            { key: "against", head: "Against" },
            { key: "grounds", head: "Grounds" },
            { key: "due", head: "Due" },
            { key: "state", head: "State" },
          ]}
          rows={appeals.map((appeal) => ({
            key: appeal.id,
            cells: [
              <Link key="case" href={`/review/appeals/${appeal.id}`}>
                {appeal.reference}, {appeal.organisationName}
              </Link>,
              AGAINST_WORDS[appeal.against],
              appeal.grounds.map((ground) => GROUND_WORDS[ground].label).join(", "),
              <Moment key="due" at={appeal.dueAt} dayOnly />,
              <AppealState key="state" {...appeal} />,
            ],
          }))}
        />
      )}
    </Page>
  );
}

function AppealState({ outcome, isOverdue }: { outcome: string | null; isOverdue: boolean }) {
  if (outcome !== null) return <StateBadge>{outcome}</StateBadge>;
  return isOverdue ? <StateBadge tone="bad">overdue</StateBadge> : <StateBadge tone="info">open</StateBadge>;
}
