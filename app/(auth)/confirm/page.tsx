import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ownAddress } from "#lib/identity/confirm-address";
import { env } from "#lib/platform/env";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { ConfirmForm, SendAgainForm } from "./confirm-forms";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("confirm.title"), referrer: "no-referrer" };
}

export default async function ConfirmPage() {
  const t = await getTranslations("auth");
  const actor = await currentActor();
  const address = actor === null ? null : await ownAddress(actor);
  return (
    <Page width="prose">
      <PageHeader title={t("confirm.title")} lead={t("confirm.lead")} />
      {address?.isConfirmed ? (
        <Notice tone="good" title={t("confirm.isConfirmed")}>
          {t.rich("confirm.nothingToDo", { link: (chunks) => <Link href="/home">{chunks}</Link> })}
        </Notice>
      ) : (
        <ConfirmForm />
      )}
      {address === null || address.isConfirmed ? null : (
        <Section title={t("confirm.noMail")} lead={t("confirm.wentTo", { email: address.email })}>
          <SendAgainForm />
          {env().COUNTERSIGN_MODE === "demo" ? (
            <p className="text-small text-ink-2">
              {t.rich("demoNoMailYours", { link: (chunks) => <Link href="/mailbox">{chunks}</Link> })}
            </p>
          ) : null}
        </Section>
      )}
    </Page>
  );
}
