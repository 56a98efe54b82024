import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { policyInForce } from "#lib/policy/public-view";
import { Page, PageHeader } from "#ui/page";
import { ConcernForm } from "./concern-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("concern");
  return { title: t("title"), description: t("description") };
}

export default async function ConcernPage() {
  const t = await getTranslations("concern");
  const { pack } = await policyInForce();
  return (
    <Page width="prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-2 border-s-2 border-rule-2 ps-4 text-small text-ink-2">
        <p>{t("within", { days: pack.clocks.triage_days })}</p>
        <p>{t("encrypted")}</p>
      </div>
      <ConcernForm />
    </Page>
  );
}
