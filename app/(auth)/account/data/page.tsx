import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ownAccount } from "#lib/identity/view";
import { accountErasureDigest, whyNotErased } from "#lib/own-data/erase-account";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { Said } from "#ui/said";
import { requireActor } from "../../../_edge/current-actor";
import { EraseForm } from "../../../_edge/erase-form";
import { erase } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.data"))("title") };
}

export default async function OwnDataPage() {
  const actor = await requireActor("/account/data");
  const [account, refusal, t] = await Promise.all([
    ownAccount(actor),
    whyNotErased(actor),
    getTranslations("account.data"),
  ]);
  return (
    <Page width="prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Section title={t("download.title")} lead={t("download.lead")}>
        <p>
          <a href="/api/account/export" download>
            {t("download.link")}
          </a>
        </p>
      </Section>
      <Section title={t("erase.title")} lead={t("erase.lead")}>
        <WhatGoes />
        {refusal === null ? (
          <EraseForm
            erase={erase}
            label={t("erase.button")}
            means={{ hasTotp: account.hasTotp, hasPasskey: account.passkeys.length > 0 }}
            digest={accountErasureDigest(actor.personId)}
          />
        ) : (
          <Notice tone="warn" title={t("erase.notYet")}>
            <Said>{refusal}</Said>
          </Notice>
        )}
      </Section>
    </Page>
  );
}

function WhatGoes() {
  const t = useTranslations("account.data");
  return (
    <>
      <h3 className="font-semibold">{t("goes.title")}</h3>
      <p>{t("goes.text")}</p>
      <h3 className="font-semibold">{t("kept.title")}</h3>
      <ul className="grid list-disc gap-1 ps-5">
        <li>{t("kept.signed")}</li>
        <li>{t("kept.typed")}</li>
        <li>{t("kept.acted")}</li>
      </ul>
    </>
  );
}
