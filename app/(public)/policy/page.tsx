import type { Metadata } from "next";
import { policyInForce } from "#lib/policy/public-view";
import { ButtonLink } from "#ui/button";
import { Digest } from "#ui/digest";
import { Page, PageHeader, Section } from "#ui/page";
import { Contents } from "./contents";
import { DefinitionSection } from "./definition-section";
import { FactorSection } from "./factor-section";
import { LawSection } from "./law-section";
import { filteredRules, rulesFilter } from "./rules-filter";
import { RulesSection } from "./rules-section";
import { SourceSection } from "./source-section";
import { TierSection } from "./tier-section";
import { dayWords } from "./words";

export const metadata: Metadata = {
  title: "Policy",
  description:
    "Every factor, rule, tier, clock and legal fact by which applications are judged, with sources.",
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PolicyPage({ searchParams }: Props) {
  const filter = rulesFilter(await searchParams);
  const policy = await policyInForce();
  const { pack, digest } = policy;
  const rules = filteredRules(pack, filter);
  return (
    <Page inEnglish width="wide">
      <PageHeader
        above={`Released ${dayWords(pack.released_on)}`}
        title={`Policy, pack ${pack.version}`}
        lead="By this every application is judged: what people score, what no person can overrule, and where each sentence comes from. The software reads the same text that you read here."
        actions={<ButtonLink href="/self-check">Check your use in ten questions</ButtonLink>}
      />
      <div className="grid items-start gap-10 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Contents pack={pack} rules={rules} />
        <div className="grid max-w-4xl min-w-0 gap-10">
          <Section
            id="digest"
            title="Is it the same text?"
            lead="Each screening and each signature names the pack that it rests on. Compare its digest with this one; or take the SHA-256 of the file yourself."
          >
            <Digest label="sha256" value={digest} />
            <p className="text-small">
              <a href="/policy/pack.json">The pack as canonical JSON</a>, whose SHA-256 is the digest.
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
