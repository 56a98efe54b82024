import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/identity/actor";
import { organisationPage } from "#lib/identity/organisation-view";
import { ownAccount } from "#lib/identity/view";
import { organisationErasureDigest, whyOrganisationNotErased } from "#lib/own-data/erase-organisation";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { Said } from "#ui/said";
import { requireActor } from "../../../_edge/current-actor";
import { EraseForm } from "../../../_edge/erase-form";
import { orNotFound } from "../../../_edge/or-not-found";
import { erase } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organisation.data"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrganisationDataPage({ searchParams }: Props) {
  const actor = await requireActor("/organisation/data");
  const organisationId = [(await searchParams).of].flat()[0] ?? actor.memberships[0]?.organisationId;
  if (organisationId === undefined) notFound();
  const { id, name, mayManage } = await orNotFound(() => organisationPage(actor, organisationId));
  const t = await getTranslations("organisation.data");
  return (
    <Page width="prose">
      <PageHeader title={t("of", { name })} lead={t("lead")} />
      {mayManage ? (
        <>
          <Section title={t("download.title")} lead={t("download.lead")}>
            <p>
              <a href={`/api/organisations/${id}/export`} download>
                {t("download.link")}
              </a>
            </p>
          </Section>
          <Erasure actor={actor} organisationId={id} />
        </>
      ) : (
        <Notice title={t("adminOnly")} />
      )}
    </Page>
  );
}

async function Erasure({ actor, organisationId }: { actor: Actor; organisationId: string }) {
  const [account, refusal, t] = await Promise.all([
    ownAccount(actor),
    whyOrganisationNotErased(actor, organisationId),
    getTranslations("organisation.data.erase"),
  ]);
  return (
    <Section title={t("title")} lead={t("lead")}>
      <WhatGoes />
      {refusal === null ? (
        <EraseForm
          erase={erase}
          means={{ hasTotp: account.hasTotp, hasPasskey: account.passkeys.length > 0 }}
          digest={organisationErasureDigest(organisationId)}
          label={t("title")}
        >
          <input type="hidden" name="organisation_id" value={organisationId} />
        </EraseForm>
      ) : (
        <Notice tone="warn" title={t("notYet")}>
          <Said>{refusal}</Said>
        </Notice>
      )}
    </Section>
  );
}

function WhatGoes() {
  const t = useTranslations("organisation.data");
  return (
    <>
      <h3 className="font-semibold">{t("goes.title")}</h3>
      <p>{t("goes.text")}</p>
      <h3 className="font-semibold">{t("kept.title")}</h3>
      <ul className="grid list-disc gap-1 ps-5">
        <li>{t("kept.signed")}</li>
        <li>{t("kept.accounts")}</li>
        <li>{t("kept.keys")}</li>
      </ul>
    </>
  );
}
