import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Page, PageHeader } from "#ui/page";
import { SignUpForm } from "./sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signUp.name") };
}

export default async function SignUpPage() {
  const t = await getTranslations("auth");
  return (
    <Page width="prose">
      <PageHeader title={t("signUp.title")} lead={t("signUp.lead")} />
      <SignUpForm />
      <p className="text-small text-ink-2">{t("signUp.address")}</p>
      <p className="text-small text-ink-2">
        {t.rich("signUp.already", { link: (chunks) => <Link href="/sign-in">{chunks}</Link> })}
      </p>
    </Page>
  );
}
