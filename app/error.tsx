"use client";

import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";

/** Something broke on our side. What was typed is still in the form's draft or in the browser's history. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("shell.error");
  return (
    <Page width="prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      {error.digest ? (
        <p className="text-small text-ink-2">{t("reference", { digest: error.digest })}</p>
      ) : null}
      <div className="flex gap-2">
        <Button look="primary" onClick={reset}>
          {t("again")}
        </Button>
        <ButtonLink href="/home">{t("home")}</ButtonLink>
      </div>
    </Page>
  );
}
