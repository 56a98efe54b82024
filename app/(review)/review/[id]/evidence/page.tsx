import type { Metadata } from "next";
import { hasStaffRole } from "#lib/identity/actor";
import { type Dossier, dossier } from "#lib/reviews/dossier-view";
import { Moment } from "#ui/moment";
import { Empty, Page, Section } from "#ui/page";
import { RuleList } from "#ui/rule-list";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { kindWords, scanWords, sizeWords } from "../../../../_edge/document-words";
import { CaseHeader } from "../../_case/case-header";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { FindingForm, RescreenForm, VerifyForm } from "./forms";

export const metadata: Metadata = { title: "Documents" };

type Props = { params: Promise<{ id: string }> };

export default async function EvidencePage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/evidence`);
  const seen = await orRefusal(() => dossier(actor, id));
  if (!seen.ok) return <Refused {...seen} />;
  const found = seen.value;
  const isDesk = hasStaffRole(actor, "intake", "compliance", "compliance_officer");
  const isCompliance = hasStaffRole(actor, "compliance", "compliance_officer");
  return (
    <Page>
      <CaseHeader
        applicationId={id}
        hasBoard={found.isBoardCase}
        above={<span className="font-mono">{found.reference}</span>}
        title={`${found.organisationName}: ${found.title}`}
        stage={found.stage}
      />
      <Section
        title="Documents"
        lead="Read each, and mark whether it is what it claims to be. It counts from the next screening on; whoever verifies does not sign."
      >
        {found.evidence.length === 0 ? (
          <Empty title="No document was filed" />
        ) : (
          <VerifyForm applicationId={id} mayVerify={isDesk} documents={found.evidence.map(documentLine)} />
        )}
      </Section>
      <Section title="Sanctions" lead="What the lists say about the applicant, its owners and end users.">
        <Findings found={found} />
        {isCompliance ? <FindingForm applicationId={id} /> : null}
      </Section>
      <Section title="Screening" lead="The rules, read over the revision with what was verified and found.">
        <Screening found={found} />
        {isDesk ? <RescreenForm applicationId={id} /> : null}
      </Section>
    </Page>
  );
}

function documentLine(item: Dossier["evidence"][number]) {
  return {
    id: item.id,
    kind: kindWords(item.kind),
    fileName: item.fileName,
    mediaType: item.mediaType,
    sha256: item.sha256,
    size: sizeWords(item.bytes),
    scan: scanWords(item.scan),
    isVerified: item.verified,
    issuedOn: item.issuedOn,
  };
}

function Findings({ found }: { found: Dossier }) {
  if (found.findings.length === 0) return <p className="text-sm text-ink-2">Nothing is recorded yet.</p>;
  return (
    <ul className="grid text-sm">
      {found.findings.map((finding) => (
        <li
          key={finding.createdAt.toISOString()}
          className="flex flex-wrap items-baseline justify-between gap-2 border-t border-rule py-2 first:border-t-0"
        >
          <span>{finding.note}</span>
          <span className="flex items-center gap-3 text-small text-ink-2">
            <Moment at={finding.createdAt} />
            <StateBadge tone={finding.value === "hit" ? "bad" : "good"}>{finding.value}</StateBadge>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Screening({ found }: { found: Dossier }) {
  const { screening } = found;
  if (screening === null) return <p className="text-sm text-ink-2">Not screened yet.</p>;
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <StateBadge tone={OUTCOME_TONES[screening.outcome]}>
          {screening.outcome.replaceAll("_", " ")}
        </StateBadge>
        <span>
          {screening.tier}, risk {screening.risk}, pack {screening.pack}, <Moment at={screening.at} />
        </span>
      </p>
      {screening.rules.length === 0 ? (
        <p className="text-sm text-ink-2">No rule fired.</p>
      ) : (
        <RuleList rules={screening.rules} />
      )}
    </div>
  );
}

const OUTCOME_TONES = { review: "good", needs_instrument: "warn", blocked: "warn", denied: "bad" } as const;
