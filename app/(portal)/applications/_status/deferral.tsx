import { useTranslations } from "next-intl";
import { DOCUMENT_ACCEPT } from "#lib/applications/document-type";
import { AUTHORITY_DOCUMENTS } from "#lib/applications/documents-taken";
import type { DeferralForApplicant } from "#lib/reviews/authority-view";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { useChoices } from "../../../_messages/choices";

/** What a deferred case waits for, and the form that files it: plain, so that a browser sends it without scripts too. */
export function Deferral({
  applicationId,
  deferral,
}: {
  applicationId: string;
  deferral: DeferralForApplicant;
}) {
  const t = useTranslations("deferral");
  const kinds = useChoices()("documentKinds").filter(({ value }) =>
    AUTHORITY_DOCUMENTS.some((kind) => kind === value),
  );
  return (
    <Section
      id="deferral"
      title={t("title")}
      lead={t.rich("lead", { when: () => <Moment at={deferral.decidedAt} /> })}
    >
      <figure className="grid gap-1">
        <figcaption className="text-small text-ink-2">{t("reasons")}</figcaption>
        <blockquote className="border-s-2 border-accent ps-4 font-serif text-[17px] whitespace-pre-wrap">
          {deferral.reasons}
        </blockquote>
      </figure>
      <h3>{t("documentsTitle")}</h3>
      <p className="text-small text-ink-2">{t("documentsLead")}</p>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/api/applications/${applicationId}/evidence`}
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-end"
      >
        <SelectField name="kind" label={t("kind")} choices={kinds} />
        <TextField name="file" label={t("file")} type="file" accept={DOCUMENT_ACCEPT} multiple />
        <Button type="submit">{t("add")}</Button>
      </form>
      <p className="text-small text-ink-2">{t("formats")}</p>
    </Section>
  );
}
