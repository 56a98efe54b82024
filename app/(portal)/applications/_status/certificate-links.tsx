import { useTranslations } from "next-intl";
import { Section } from "#ui/page";

/** The decision to take away: anyone can verify it, without this portal. */
export function CertificateLinks({ applicationId }: { applicationId: string }) {
  const t = useTranslations("certificate");
  return (
    <Section id="certificate" title={t("title")} lead={t("lead")}>
      <p className="max-w-prose text-small text-ink-2">{t("withheld")}</p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <a href={`/api/applications/${applicationId}/certificate?format=pdf`}>{t("pdf")}</a>
        <a href={`/api/applications/${applicationId}/certificate`}>{t("json")}</a>
      </p>
    </Section>
  );
}
