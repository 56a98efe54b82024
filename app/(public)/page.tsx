import Link from "next/link";
import { type PublicFigures, publicFigures } from "#lib/register/public-figures";
import { ButtonLink } from "#ui/button";
import { Meter } from "#ui/meter";
import { Page } from "#ui/page";

const STEPS = [
  {
    title: "Asked for",
    text: "An organisation says who it is, what for, where, on whom, and with what evidence. Hard rules are checked at once, each with its reason, its source and what would lift it.",
  },
  {
    title: "Judged by people",
    text: "Specialists score review factors apart from each other. Two people who scored nothing sign, each with a fresh confirmation, over the digest of exactly what they saw.",
  },
  {
    title: "Enforced by software",
    text: "The signed decision compiles into a grant. Every call to the recognition API is judged against it: at the door, at the worker, and before the answer leaves.",
  },
  {
    title: "On the record",
    text: "Every step is a leaf of an append-only Merkle tree with signed checkpoints, which a stranger can verify without asking us.",
  },
];

export default async function FrontPage() {
  const figures = await publicFigures();
  return (
    <Page>
      <div className="grid max-w-3xl gap-5 py-4 sm:py-8">
        <h1 className="text-4xl leading-tight sm:text-5xl">
          Face recognition, only for uses that people have signed for
        </h1>
        <p className="max-w-prose font-serif text-lg text-ink-2">
          In 2020 the large vendors promised to hold face recognition back: none for police until the law
          protects human rights, and a review of every other use. Countersign is the machine behind such a
          promise.
        </p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink href="/applications" look="primary">
            Apply for access
          </ButtonLink>
          <ButtonLink href="/self-check">Check your use in ten questions</ButtonLink>
          <ButtonLink href="/policy">Read the policy</ButtonLink>
        </div>
        <p className="text-small text-ink-2">
          Were you wrongly identified, or do you know of someone who was?{" "}
          <Link href="/concern" className="underline underline-offset-2">
            Raise a concern
          </Link>
          . No account is needed.
        </p>
      </div>
      <Figures figures={figures} />
      <ol className="grid gap-x-8 gap-y-6 border-t border-rule pt-8 sm:grid-cols-2 lg:grid-cols-4">
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className="grid content-start gap-2">
            <p className="font-mono text-small text-ink-3">{index + 1}</p>
            <h2>{title}</h2>
            <p className="text-[14px] text-ink-2">{text}</p>
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** The numbers of this moment, and which rules refuse. Counts alone. */
function Figures({ figures }: { figures: PublicFigures }) {
  const { received, live, suspended, medianDaysToDecision: median, refusals } = figures;
  const numbers = [
    { term: "Applications received", value: count(received) },
    { term: "Approvals in force", value: count(live) },
    { term: "Organisations suspended", value: count(suspended) },
    { term: "Median days to a decision", value: median === null ? "none yet" : count(median) },
  ];
  return (
    <section aria-labelledby="figures" className="grid gap-6 border-t border-rule pt-6">
      <h2 id="figures" className="sr-only">
        In numbers, now
      </h2>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
        {numbers.map(({ term, value }) => (
          <div key={term} className="flex flex-col-reverse justify-end gap-1">
            <dt className="text-small text-ink-2">{term}</dt>
            <dd className="font-serif text-3xl tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <Refusals refusals={refusals} />
    </section>
  );
}

const REFUSALS_SHOWN = 6;

function Refusals({ refusals }: Pick<PublicFigures, "refusals">) {
  const most = refusals[0]?.count ?? 0;
  if (most === 0) return <p className="text-small text-ink-2">The policy has refused nothing yet.</p>;
  const others = refusals.slice(REFUSALS_SHOWN).length;
  return (
    <div className="grid gap-3">
      <h3>Refused by rule</h3>
      <ul className="grid gap-2 lg:max-w-3xl">
        {refusals.slice(0, REFUSALS_SHOWN).map(({ ruleId, title, count: times }) => (
          <li
            key={ruleId}
            className="grid grid-cols-[1fr_2.5rem] items-center gap-x-3 text-small sm:grid-cols-[minmax(0,20rem)_1fr_2.5rem]"
          >
            <span className="max-sm:col-span-2">
              <a href={`/policy#${ruleId}`} className="font-mono underline underline-offset-2">
                {ruleId}
              </a>{" "}
              {title}
            </span>
            <Meter value={times} max={most} label={`${ruleId}: ${times}`} />
            <span className="text-right tabular-nums">{count(times)}</span>
          </li>
        ))}
      </ul>
      {others === 0 ? null : <p className="text-small text-ink-2">And {others} rules more, less often.</p>}
    </div>
  );
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}
