import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { RegisterEntry } from "#lib/register/entry";
import { type PublishedGrant, type RegisterDetail, registerDetail } from "#lib/register/register-view";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { InEnglish } from "#ui/in-english";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { VerifyBundle } from "#ui/verify-bundle";
import { orNotFound } from "../../../_edge/or-not-found";
import { useGrantWords } from "../../../_messages/grant-words";
import { EntryBadge } from "../entry-badge";
import { operationWords, purposeWords } from "../words";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("register");
  return { title: `${(await params).id} · ${t("title")}` };
}

export default async function EntryPage({ params }: Props) {
  const detail = await orNotFound(async () => registerDetail((await params).id));
  const t = await getTranslations("register");
  const { entry, grant } = detail;
  return (
    <Page>
      <PageHeader
        above={
          <>
            <Link href="/register">{t("back")}</Link> · {t(`kindOf.${entry.kind}`)}
          </>
        }
        title={entry.organisation ?? t("withheld")}
        lead={entry.organisation === null ? t("withheldWhy") : undefined}
        states={<EntryBadge state={entry.state} />}
      />
      <DefinitionList items={await factsOf(detail)} />
      {grant === null ? null : <Terms grant={grant} />}
      <Section id="verify" title={t("verifyTitle")} lead={t("verifyLead")}>
        <VerifyBundle address={`/register/${entry.id}/bundle`} name={`${entry.id}.bundle.json`} />
      </Section>
    </Page>
  );
}

type Fact = { key: string; term: ReactNode; value: ReactNode };

async function factsOf({ entry, grant, ruleTitles }: RegisterDetail): Promise<Fact[]> {
  const t = await getTranslations("register");
  const fact = (key: string, term: string, value: ReactNode): Fact => ({ key, term, value });
  return [
    fact("on", dateTerm(entry, t), <Moment at={entry.on} />),
    ...(entry.tier === null ? [] : [fact("tier", t("tier"), entry.tier)]),
    ...(entry.rules.length === 0
      ? []
      : [fact("rules", t("rules"), <Rules rules={entry.rules} titles={ruleTitles} />)]),
    ...(grant === null ? [] : await grantFacts(entry, grant)),
    fact("subject", t("subject"), <code className="font-mono text-small">{entry.subjectId}</code>),
  ];
}

type Translate = Awaited<ReturnType<typeof getTranslations<"register">>>;

function dateTerm({ kind }: RegisterEntry, t: Translate): string {
  if (kind === "approval") return t("decided");
  return kind === "refusal" ? t("refusedOn") : t("suspendedOn");
}

async function grantFacts(entry: RegisterEntry, grant: PublishedGrant): Promise<Fact[]> {
  const t = await getTranslations("register");
  return [
    { key: "purposes", term: t("purposes"), value: (await purposeWords(entry.purposes)).join("; ") },
    { key: "operations", term: t("operations"), value: (await operationWords(entry.operations)).join("; ") },
    { key: "until", term: t("validUntil"), value: entry.until === null ? null : <Moment at={entry.until} /> },
    { key: "pack", term: t("pack"), value: grant.packVersion },
    {
      key: "decision",
      term: t("decision"),
      value: <code className="font-mono text-small">{grant.decisionId}</code>,
    },
    { key: "signatures", term: t("signatures"), value: t("signaturesOver", { count: grant.signatures }) },
  ];
}

function Rules({ rules, titles }: { rules: readonly string[]; titles: RegisterDetail["ruleTitles"] }) {
  return (
    <ul className="grid gap-1">
      {rules.map((rule) => (
        <li key={rule}>
          <Link href={`/policy#${rule}`} className="font-mono">
            {rule}
          </Link>{" "}
          <span lang="en">{titles[rule]}</span>
        </li>
      ))}
    </ul>
  );
}

async function Terms({ grant }: { grant: PublishedGrant }) {
  const t = await getTranslations("register");
  return (
    <>
      <Section id="terms" title={t("terms")} lead={t("termsLead")}>
        <Clauses grant={grant} />
      </Section>
      <Section id="digest" title={t("digestTitle")} lead={t("digestLead")}>
        <Digest label="sha256" value={grant.digest} />
      </Section>
    </>
  );
}

function Clauses({ grant }: { grant: PublishedGrant }) {
  const say = useGrantWords();
  return (
    <ul className="grid list-disc gap-1.5 ps-5 text-[14px]">
      {grant.sentences.map(({ clause, sentence, machine }) => (
        <li key={machine}>{say(clause) ?? <InEnglish>{sentence}</InEnglish>}</li>
      ))}
    </ul>
  );
}
