import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { env } from "#lib/platform/env";
import { Page, PageHeader } from "#ui/page";
import { AskForm } from "./ask-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("recover.title") };
}

export default async function RecoverPage() {
  const t = await getTranslations("auth");
  return (
    <Page width="prose">
      <PageHeader title={t("recover.title")} lead={t("recover.lead")} />
      <AskForm />
      <p className="text-small text-ink-2">{t("recover.authenticator")}</p>
      {env().COUNTERSIGN_MODE === "demo" ? (
        <p className="text-small text-ink-2">
          {t.rich("demoNoMail", { link: (chunks) => <Link href="/mailbox">{chunks}</Link> })}
        </p>
      ) : null}
    </Page>
  );
}
