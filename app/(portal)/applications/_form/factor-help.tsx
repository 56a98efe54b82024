import type { FactorHelp } from "#lib/applications/factor-help";

/** What the people who judge will ask about these answers, from the policy in force. */
export function FactorHelpList({ factors }: { factors: readonly FactorHelp[] }) {
  if (factors.length === 0) return null;
  return (
    <section className="grid gap-3 border-t border-rule pt-4 xl:border-t-0 xl:border-l xl:pt-0 xl:pl-6">
      <h2 className="text-base">What reviewers ask here</h2>
      {factors.map((factor) => (
        <div key={factor.id} className="grid gap-1 text-small">
          <p className="font-serif text-[15px]">{factor.question}</p>
          <p className="text-ink-2">Shown by: {factor.evidence.join(", ")}.</p>
          <p className="text-ink-2">The highest score: {factor.best}</p>
          <p className="text-tiny text-ink-3">
            {factor.id}, {factor.name}, weight {factor.weight} of 100
          </p>
        </div>
      ))}
    </section>
  );
}
