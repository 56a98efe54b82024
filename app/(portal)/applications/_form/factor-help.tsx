import { useTranslations } from "next-intl";
import type { FactorHelp } from "#lib/applications/factor-help";
import { InEnglish } from "#ui/in-english";
import { PackText } from "#ui/pack-text";

/** What the people who judge will ask about these answers, from the policy in force. */
export function FactorHelpList({ factors }: { factors: readonly FactorHelp[] }) {
  const t = useTranslations("apply.factors");
  if (factors.length === 0) return null;
  return (
    <section className="grid gap-3 border-t border-rule pt-4 xl:border-t-0 xl:border-l xl:pt-0 xl:pl-6">
      <h2 className="text-base">{t("title")}</h2>
      {factors.map((factor) => (
        <div key={factor.id} className="grid gap-1 text-small">
          <p className="font-serif text-[15px]">
            <PackText of={`${factor.id}.question`}>{factor.question}</PackText>
          </p>
          <p className="text-ink-2">
            {t.rich("shownBy", { evidence: () => <InEnglish>{factor.evidence.join(", ")}</InEnglish> })}
          </p>
          <p className="text-ink-2">{t.rich("best", { best: () => <InEnglish>{factor.best}</InEnglish> })}</p>
          <p className="text-tiny text-ink-3">
            {t.rich("weight", {
              id: factor.id,
              weight: factor.weight,
              name: () => <PackText of={`${factor.id}.name`}>{factor.name}</PackText>,
            })}
          </p>
        </div>
      ))}
    </section>
  );
}
