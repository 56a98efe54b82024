import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page, PageHeader } from "#ui/page";
import { NewPasswordForm } from "./new-password-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("recover.setTitle"), referrer: "no-referrer" };
}

export default async function NewPasswordPage() {
  const t = await getTranslations("auth");
  return (
    <Page width="prose">
      <PageHeader title={t("recover.setTitle")} lead={t("recover.setLead")} />
      <NewPasswordForm />
    </Page>
  );
}
