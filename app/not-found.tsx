import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { Footer, Shell } from "./_edge/shell";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.notFound"))("name") };
}

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <Shell footer={<Footer />}>
      <Page width="prose">
        <PageHeader title={t("notFound.title")} lead={t("notFound.lead")} />
        <p>
          <ButtonLink href="/home">{t("error.home")}</ButtonLink>
        </p>
      </Page>
    </Shell>
  );
}
