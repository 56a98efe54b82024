import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type PublicFigures, publicFigures } from "#lib/register/public-figures";
import { ButtonLink } from "#ui/button";
import { Meter } from "#ui/meter";
import { PackText } from "#ui/pack-text";
import { Page } from "#ui/page";
import { numberIn } from "../_messages/formats";

const STEPS = ["asked", "judged", "enforced", "recorded"] as const;

export default async function FrontPage() {
  const t = await getTranslations("front");
  const figures = await publicFigures();
  return (
    <Page>
      <div className="grid max-w-3xl gap-5 py-4 sm:py-8">
        <h1 className="text-4xl leading-tight sm:text-5xl">{t("title")}</h1>
        <p className="max-w-prose font-serif text-lg text-ink-2">{t("lead")}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink href="/applications" look="primary">
            {t("apply")}
          </ButtonLink>
          <ButtonLink href="/self-check">{t("check")}</ButtonLink>
          <ButtonLink href="/policy">{t("read")}</ButtonLink>
        </div>
        <p className="text-small text-ink-2">
          {t.rich("wronged", {
            link: (chunks) => (
              <Link href="/concern" className="underline underline-offset-2">
                {chunks}
              </Link>
            ),
          })}
        </p>
      </div>
      <Figures figures={figures} />
      <ol className="grid gap-x-8 gap-y-6 border-t border-rule pt-8 sm:grid-cols-2 lg:grid-cols-4">
        {STEPS.map((step, index) => (
          <li key={step} className="grid content-start gap-2">
            <p className="font-mono text-small text-ink-3">{index + 1}</p>
            <h2>{t(`steps.${step}.title`)}</h2>
            <p className="text-[14px] text-ink-2">{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** The numbers of this moment, and which rules refuse. Counts alone. */
function Figures({ figures }: { figures: PublicFigures }) {
  const t = useTranslations("front");
  const count = useCount();
  const { received, live, suspended, medianDaysToDecision: median, refusals } = figures;
  const numbers = [
    { term: t("received"), value: count(received) },
    { term: t("live"), value: count(live) },
    { term: t("suspended"), value: count(suspended) },
    { term: t("median"), value: median === null ? t("noneYet") : count(median) },
  ];
  return (
    <section aria-labelledby="figures" className="grid gap-6 border-t border-rule pt-6">
      <h2 id="figures" className="sr-only">
        {t("inNumbers")}
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
  const t = useTranslations("front");
  const count = useCount();
  const most = refusals[0]?.count ?? 0;
  if (most === 0) return <p className="text-small text-ink-2">{t("nothingRefused")}</p>;
  const others = refusals.slice(REFUSALS_SHOWN).length;
  return (
    <div className="grid gap-3">
      <h3>{t("refused")}</h3>
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
              <PackText of={`${ruleId}.title`}>{title}</PackText>
            </span>
            <Meter value={times} max={most} label={`${ruleId}: ${times}`} />
            <span className="text-end tabular-nums">{count(times)}</span>
          </li>
        ))}
      </ul>
      {others === 0 ? null : <p className="text-small text-ink-2">{t("others", { count: others })}</p>}
    </div>
  );
}

function useCount(): (value: number) => string {
  const language = useLocale();
  return (value) => numberIn(language, value);
}
