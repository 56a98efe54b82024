import type { Metadata } from "next";
import Link from "next/link";
import { PERIODS, type Period, reviewFigures } from "#lib/figures/review-figures";
import { scoringFigures } from "#lib/figures/scoring-figures";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { Clocks, Load, Outcomes, Stays } from "./review-sections";
import { AgreementSection, Scorers } from "./scoring-sections";

export const metadata: Metadata = { title: "Oversight of the review" };

type Props = { searchParams: Promise<{ days?: string | string[] }> };

/** How the review itself fares: times, outcomes, clocks and load, and how far people who score agree. */
export default async function ReviewOversightPage({ searchParams }: Props) {
  const actor = await requireActor("/operate/review");
  const asked = (await searchParams).days;
  const days = PERIODS.find((one) => String(one) === asked) ?? 90;
  const [review, scoring] = await orNotFound(() =>
    Promise.all([reviewFigures(actor, days), scoringFigures(actor, days)]),
  );
  return (
    <Page>
      <PageHeader
        title="Oversight of the review"
        lead="How long cases take and what comes of them, and how people score. People read it to ask better questions; the software concludes nothing."
        actions={<Periods days={days} />}
      />
      <Stays stays={review.stays} />
      <Outcomes outcomes={review.outcomes} />
      <Clocks clocks={review.clocks} />
      <Load load={review.load} />
      <AgreementSection scoring={scoring} />
      <Scorers scorers={scoring.scorers} />
    </Page>
  );
}

function Periods({ days }: { days: Period }) {
  return (
    <nav aria-label="Period" className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      {PERIODS.map((period) => (
        <Link
          key={period}
          href={`/operate/review?days=${period}`}
          aria-current={period === days ? "page" : undefined}
          className="min-h-6 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
        >
          {period === 365 ? "A year" : `${period} days`}
        </Link>
      ))}
    </nav>
  );
}
