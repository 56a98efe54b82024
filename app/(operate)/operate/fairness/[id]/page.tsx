import type { Metadata } from "next";
import Link from "next/link";
import { MEASURES } from "#lib/fairness/compare-groups";
import { fairnessRun, type RunPage } from "#lib/fairness/run-view";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { MEASURE_WORDS, VERDICT_TONES, VERDICT_WORDS } from "../words";
import { AcceptForm } from "./accept-form";
import { ForestPlot } from "./forest-plot";

export const metadata: Metadata = { title: "Fairness run" };

type Props = { params: Promise<{ id: string }> };

/** One run: rates by group as a picture, what they prove, and what the set leaves open. */
export default async function FairnessRunPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/fairness/${id}`);
  const run = await orNotFound(() => fairnessRun(actor, id));
  const { report } = run;
  return (
    <Page>
      <PageHeader
        above={<Link href="/operate/fairness">Fairness</Link>}
        title={`${run.tenant}, ${run.reference}`}
        states={<StateBadge tone={VERDICT_TONES[run.verdict]}>{VERDICT_WORDS[run.verdict]}</StateBadge>}
      />
      <Standing run={run} />
      <Section
        title="Errors by group"
        lead="A point is the rate, a line its 95 % interval. A limit is kept where the whole line lies at or under it."
      >
        <div className="grid gap-8">
          {MEASURES.map((measure) => (
            <ForestPlot
              key={measure}
              measure={measure}
              groups={report.groups}
              limit={report.limits[measure]}
            />
          ))}
        </div>
      </Section>
      <Section title="What this set proves">
        <ul className="grid gap-2">
          {report.findings.map(({ verdict, group, measure, why }) => (
            <li key={`${group} ${measure} ${why}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <StateBadge tone={VERDICT_TONES[verdict]}>{VERDICT_WORDS[verdict]}</StateBadge>
              <span>
                {measure === "ratio" ? null : `${group}, ${MEASURE_WORDS[measure].toLowerCase()}: `}
                {why}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What it cannot say">
        <ul className="grid list-disc gap-1 ps-5">
          {report.cannotSay.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
      <Section title="What was measured">
        <DefinitionList
          items={[
            { key: "at", term: "Recorded", value: <Moment at={run.recordedAt} /> },
            { key: "grant", term: "Grant", value: <span className="font-mono">{run.grantId}</span> },
            { key: "model", term: "Model and runtime", value: `${run.modelId} on ${report.runtime}` },
            { key: "threshold", term: "A match from this similarity up", value: run.threshold },
            { key: "pack", term: "Limits of policy pack", value: run.packVersion },
            {
              key: "pictures",
              term: "Pictures",
              value: `${run.pictures}, of which ${report.missed} gave no template`,
            },
            { key: "digest", term: "Digest of the set", value: <Digest value={run.setDigest} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

function Standing({ run }: { run: RunPage }) {
  if (!run.isLast) return <Notice title="A newer run of this grant is on record">That one counts.</Notice>;
  if (run.mayAccept) {
    return (
      <Section
        title="Accept it for the first key"
        lead="The run says what was measured; you say that it is the right set."
      >
        <AcceptForm runId={run.id} />
      </Section>
    );
  }
  if (run.isAccepted) return <Notice tone="good" title="The grant went live on this run" />;
  if (run.mitigateBy === null) return null;
  return (
    <Notice tone="bad" title="A passed run must follow">
      By <Moment at={run.mitigateBy} dayOnly />, or the grant is suspended. Once one has passed, two people
      may <Link href={`/operate/tenants/${run.tenantId}`}>let the grant go on</Link>.
    </Notice>
  );
}
