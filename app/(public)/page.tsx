import { ButtonLink } from "#ui/button";
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

export default function FrontPage() {
  return (
    <Page>
      <div className="grid max-w-3xl gap-5 py-6 sm:py-12">
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
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </div>
      </div>
      <ol className="grid gap-x-8 gap-y-6 border-t border-rule pt-8 sm:grid-cols-2 lg:grid-cols-4">
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className="grid content-start gap-2">
            <p className="font-mono text-small text-ink-3">{index + 1}</p>
            <h2>{title}</h2>
            <p className="text-[14px] text-ink-2">{text}</p>
          </li>
        ))}
      </ol>
      <p className="border-t border-rule pt-6 text-small text-ink-2">
        No approval is made by software. A recommendation is shown as a recommendation; only signatures
        decide.
      </p>
    </Page>
  );
}
