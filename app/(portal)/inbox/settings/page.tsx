import type { Metadata } from "next";
import Link from "next/link";
import { getLocale } from "next-intl/server";
import { ownLanguage } from "#lib/identity/choose-language";
import { preferences } from "#lib/notices/view";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { PreferencesForm } from "../forms";
import { MailLanguageForm } from "./mail-language-form";

export const metadata: Metadata = { title: "Mail settings" };

export default async function MailSettingsPage() {
  const actor = await requireActor("/inbox/settings");
  return (
    <Page inEnglish width="prose">
      <PageHeader
        above={<Link href="/inbox">Inbox</Link>}
        title="Mail settings"
        lead="You are told of everything in the inbox. Here you choose what is also mailed to you, and when."
      />
      <PreferencesForm rows={await preferences(actor, await getLocale())} />
      <MailLanguageForm chosen={await ownLanguage(actor)} />
    </Page>
  );
}
