import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/page";

/** The decision to take away: anyone can verify it, without this portal. */
export function CertificateLinks({ applicationId }: { applicationId: string }) {
  const t = useTranslations("certificate");
  return (
    <Section id="certificate" title={t("title")} lead={t("lead")}>
      <p className="max-w-prose text-small text-ink-2">{t("withheld")}</p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={`/api/applications/${applicationId}/certificate?format=pdf`}>{t("pdf")}</ButtonLink>
        <ButtonLink href={`/api/applications/${applicationId}/certificate`} look="quiet">
          {t("json")}
        </ButtonLink>
      </div>
    </Section>
  );
}
