import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { clockWords } from "#lib/reviews/clock-words";
import { type Dossier, dossier } from "#lib/reviews/dossier-view";
import type { FactorView } from "#lib/reviews/factor-views";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Page } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../_edge/current-actor";
import { CaseHeader } from "../_case/case-header";
import { orRefusal } from "../_case/or-refusal";
import { Refused } from "../_case/refused";
import { Shortcuts } from "../_case/shortcuts";
import { ApplicationAnswers } from "./application-answers";
import { CaseColumn } from "./case-column";
import { FactorColumn } from "./factor-column";
import { FactorList } from "./factor-list";

export const metadata: Metadata = { title: "Dossier" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ factor?: string | string[] }>;
};

export default async function DossierPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}`);
  const seen = await orRefusal(() => dossier(actor, id));
  if (!seen.ok) return <Refused {...seen} />;
  const found = seen.value;
  const wanted = [(await searchParams).factor].flat()[0];
  const factor = factorAtHand(found, wanted);
  // The address names what one scores: otherwise the page would go on to the next open factor with the first save,
  // and take what the form has to say away with it.
  if (factor?.isMine && factor.id !== wanted) redirect(`/review/${id}?factor=${factor.id}`);
  return (
    <Page width="wide">
      <Header found={found} />
      <div className="grid gap-x-6 gap-y-8 lg:grid-cols-[19rem_minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr] xl:grid-cols-[20rem_minmax(0,1fr)_20rem]">
        <FactorList found={found} factorId={factor?.id ?? null} />
        <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:border-x lg:border-rule lg:px-6">
          <FactorColumn found={found} factor={factor} />
        </div>
        <ApplicationAnswers found={found} factorId={factor?.id ?? null} />
        <div className="min-w-0 lg:col-start-3 lg:row-span-2 lg:row-start-1">
          <CaseColumn found={found} />
        </div>
      </div>
    </Page>
  );
}

/** The factor that the address names, else the first of one's own that is open, else the first of one's lane. */
function factorAtHand({ factors, lanes }: Dossier, wanted: string | undefined) {
  const isOpen = ({ isMine, score }: FactorView) => isMine && (score.kind !== "own" || score.points === null);
  const forMe = lanes.find(({ isMine }) => isMine) ?? lanes.find(({ isForMe }) => isForMe);
  return (
    factors.find(({ id }) => id === wanted) ??
    factors.find(isOpen) ??
    factors.find(({ lane }) => lane === forMe?.lane) ??
    factors[0]
  );
}

function Header({ found }: { found: Dossier }) {
  const clock = clockWords(found, new Date());
  return (
    <CaseHeader
      applicationId={found.applicationId}
      hasBoard={found.isBoardCase}
      above={
        <>
          <span className="font-mono">{found.reference}</span>, revision {found.revision.number}, pack{" "}
          {found.revision.pack}
        </>
      }
      title={`${found.organisationName}: ${found.title}`}
      stage={found.stage}
      states={
        <>
          {found.screening === null ? null : (
            <StateBadge>{`Tier ${found.screening.tier.slice(1)}, risk ${found.screening.risk}`}</StateBadge>
          )}
          {clock.used === null ? null : <StateBadge tone={clock.tone}>{clock.words}</StateBadge>}
          <DomainBadge domains={found.domains} />
        </>
      }
      aside={
        <div className="grid max-w-72 gap-1 text-small text-ink-2">
          <p className="font-semibold">Digest of what you score</p>
          <Digest value={found.revision.digest} />
          <p className="text-tiny">
            frozen <Moment at={found.revision.frozenAt} />
          </p>
          <div className="-ml-3.5">
            <Shortcuts shortcuts={KEYS} />
          </div>
        </div>
      }
    />
  );
}

const KEYS = [
  { keys: "j", says: "next factor" },
  { keys: "k", says: "factor before" },
  { keys: "↵", says: "open it" },
  { keys: "0–4", says: "choose a score" },
  { keys: "⌘↵", says: "save and lock your lane (Ctrl ↵ on other keyboards)" },
  { keys: "?", says: "these keys" },
];

/** Whether a domain was shown to be the applicant's: by the DNS, not by what they say. */
function DomainBadge({ domains }: Pick<Dossier, "domains">) {
  const verified = domains.filter(({ verifiedAt }) => verifiedAt !== null);
  return verified.length === 0 ? (
    <StateBadge>no domain verified</StateBadge>
  ) : (
    <StateBadge tone="good">{`${verified.map(({ domain }) => domain).join(", ")} verified`}</StateBadge>
  );
}
