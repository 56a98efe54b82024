import type { Metadata } from "next";
import Link from "next/link";
import { fairnessDesk, type RunLine, type WaitingGrant } from "#lib/fairness/run-view";
import { CodeBlock } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { VERDICT_TONES, VERDICT_WORDS } from "./words";

export const metadata: Metadata = { title: "Fairness" };

/** Whose first key waits for a fairness run, and every run on record. */
export default async function FairnessPage() {
  const actor = await requireActor("/operate/fairness");
  const { waiting, runs } = await orNotFound(() => fairnessDesk(actor));
  return (
    <Page>
      <PageHeader
        title="Fairness"
        lead="Whether errors differ between groups of people, measured with the model and at the threshold of a grant. The stricter tiers get no key before a run has passed; a failed one restricts a live grant at once."
      />
      <Waiting grants={waiting} />
      <Section
        title="Runs"
        lead="The newest first. Pictures and templates are never kept: a run holds rates and a digest of its set."
      >
        {runs.length === 0 ? <Empty title="Nothing was measured yet." /> : <Runs runs={runs} />}
      </Section>
    </Page>
  );
}

function Waiting({ grants }: { grants: readonly WaitingGrant[] }) {
  const [first] = grants;
  return (
    <Section
      title="Waiting for a run"
      lead="Faces do not go through this page. A set is measured where the system runs: folders as group/subject/picture, or a CSV of subject, image and group."
    >
      {first === undefined ? (
        <Empty title="No grant waits for a run." />
      ) : (
        <>
          <Table
            caption="Grants that wait for a run"
            columns={[
              { key: "tenant", head: "Organisation" },
              { key: "case", head: "Case" },
              { key: "grant", head: "Grant" },
              { key: "since", head: "Since" },
            ]}
            rows={grants.map(({ id, tenant, reference, since }) => ({
              key: id,
              cells: [
                tenant,
                reference,
                <span key="grant" className="font-mono text-small">
                  {id}
                </span>,
                <Moment key="since" at={since} />,
              ],
            }))}
          />
          <CodeBlock code={`npm run fairness -- SET --grant ${first.id}`} label="The command" />
        </>
      )}
    </Section>
  );
}

function Runs({ runs }: { runs: readonly RunLine[] }) {
  return (
    <Table
      caption="Fairness runs"
      columns={[
        { key: "when", head: "Recorded" },
        { key: "tenant", head: "Organisation" },
        { key: "case", head: "Case" },
        { key: "model", head: "Model and threshold" },
        { key: "set", head: "Pictures", numeric: true },
        { key: "groups", head: "Groups", numeric: true },
        { key: "verdict", head: "Verdict" },
      ]}
      rows={runs.map((run) => ({
        key: run.id,
        cells: [
          <Link key="when" href={`/operate/fairness/${run.id}`}>
            <Moment at={run.recordedAt} />
          </Link>,
          run.tenant,
          run.reference,
          <span key="model" className="font-mono text-small">
            {run.modelId} ≥ {run.threshold}
          </span>,
          run.pictures,
          run.groups,
          <StateBadge key="verdict" tone={VERDICT_TONES[run.verdict]}>
            {VERDICT_WORDS[run.verdict]}
          </StateBadge>,
        ],
      }))}
    />
  );
}
