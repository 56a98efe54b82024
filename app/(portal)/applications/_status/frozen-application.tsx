import { useTranslations } from "next-intl";
import type { ApplicationStatus } from "#lib/applications/status-view";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { Answers } from "../_form/answers";
import { EvidenceList } from "../_form/evidence-list";

/** What was signed and submitted: its digest, its documents, and all answers behind a fold. */
export function FrozenApplication({ status: { id, revision, evidence } }: { status: ApplicationStatus }) {
  const t = useTranslations("status");
  if (revision === null) return null;
  return (
    <>
      <Section title={t("frozen.title", { number: revision.number })} lead={t("frozen.lead")}>
        <Digest label="sha256" value={revision.digest} />
        <DefinitionList
          items={[
            { key: "by", term: t("frozen.by"), value: revision.attestedName },
            { key: "at", term: t("frozen.at"), value: <Moment at={revision.frozenAt} /> },
            { key: "pack", term: t("frozen.pack"), value: revision.pack },
          ]}
        />
      </Section>
      <Section title={t("frozen.documents")}>
        {evidence.length === 0 ? (
          <p className="text-ink-2">{t("frozen.noDocuments")}</p>
        ) : (
          <EvidenceList applicationId={id} evidence={evidence} />
        )}
      </Section>
      <details className="border-t border-rule pt-6">
        <summary className="cursor-pointer font-serif text-[20px] font-semibold">
          {t("frozen.answers")}
        </summary>
        <div className="mt-6 grid gap-8">
          <Answers sections={revision.answers} />
        </div>
      </details>
    </>
  );
}
