import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ownLanguage } from "#lib/identity/choose-language";
import { preferences } from "#lib/notices/view";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { PreferencesForm } from "../forms";
import { MailLanguageForm } from "./mail-language-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox.settings"))("title") };
}

export default async function MailSettingsPage() {
  const actor = await requireActor("/inbox/settings");
  const t = await getTranslations("inbox");
  return (
    <Page width="prose">
      <PageHeader
        above={<Link href="/inbox">{t("title")}</Link>}
        title={t("settings.title")}
        lead={t("settings.lead")}
      />
      <PreferencesForm rows={await preferences(actor, await getLocale())} />
      <MailLanguageForm chosen={await ownLanguage(actor)} />
    </Page>
  );
}
