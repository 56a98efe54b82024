import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { policyInForce } from "#lib/policy/public-view";
import { ButtonLink } from "#ui/button";
import { Digest } from "#ui/digest";
import { Page, PageHeader, Section } from "#ui/page";
import { longDay } from "../../_messages/formats";
import { Contents } from "./contents";
import { DefinitionSection } from "./definition-section";
import { FactorSection } from "./factor-section";
import { LawSection } from "./law-section";
import { filteredRules, rulesFilter } from "./rules-filter";
import { RulesSection } from "./rules-section";
import { SourceSection } from "./source-section";
import { TierSection } from "./tier-section";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy");
  return { title: t("title"), description: t("description") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PolicyPage({ searchParams }: Props) {
  const filter = rulesFilter(await searchParams);
  const policy = await policyInForce();
  const { pack, digest } = policy;
  const rules = filteredRules(pack, filter);
  const [language, t] = await Promise.all([getLocale(), getTranslations("policy")]);
  return (
    <Page width="wide">
      <PageHeader
        above={t("released", { day: longDay(language, pack.released_on) })}
        title={t("heading", { version: pack.version })}
        lead={t("lead")}
        actions={<ButtonLink href="/self-check">{t("selfCheck")}</ButtonLink>}
      />
      {language === "en" ? null : <p className="max-w-prose text-ink-2">{t("inEnglish")}</p>}
      <div className="grid items-start gap-10 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Contents pack={pack} rules={rules} />
        <div className="grid max-w-4xl min-w-0 gap-10">
          <Section id="digest" title={t("digest.heading")} lead={t("digest.lead")}>
            <Digest label="sha256" value={digest} />
            <p className="text-small">
              {t.rich("digest.file", { link: (words) => <a href="/policy/pack.json">{words}</a> })}
            </p>
          </Section>
          <FactorSection pack={pack} />
          <RulesSection pack={pack} rules={rules} filter={filter} today={policy.today} />
          <TierSection pack={pack} />
          <LawSection policy={policy} />
          <DefinitionSection pack={pack} />
          <SourceSection pack={pack} />
        </div>
      </div>
    </Page>
  );
}
