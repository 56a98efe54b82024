import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { DOCUMENT_ACCEPT } from "#lib/applications/document-type";
import { choicesOf } from "#lib/applications/form/labels";
import { documentLibrary } from "#lib/applications/library-view";
import { applicationForEdit } from "#lib/applications/view";
import { ERROR_CODES, type ErrorCode } from "#lib/platform/errors";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Empty } from "#ui/page";
import { Said } from "#ui/said";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { DocumentLibrary } from "../../_form/document-library";
import { EditFrame } from "../../_form/edit-frame";
import { EvidenceList } from "../../_form/evidence-list";
import { RemoveEvidence } from "../../_form/remove-evidence";
import { UploadForm } from "../../_form/upload-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apply"))("docs.title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ refused?: string | string[] }> };

export default async function EvidencePage({ params, searchParams }: Props) {
  const { id } = await params;
  const { refused } = await searchParams;
  const actor = await requireActor(`/applications/${id}/evidence`);
  const application = await orNotFound(() => applicationForEdit(actor, id));
  if (!application.isEditable) {
    // A document for an answer, sent without scripts, comes back here with what it was refused for.
    const code = [refused].flat()[0];
    redirect(
      `/applications/${id}${code === undefined ? "" : `?refused=${encodeURIComponent(code)}#questions`}`,
    );
  }
  const t = await getTranslations("apply");
  const { labels } = await getMessages();
  const library = await documentLibrary(actor, id);
  const refusal = refusalOf(refused);
  return (
    <EditFrame
      application={application}
      here="evidence"
      title={`11. ${t("docs.title")}`}
      lead={t("docs.lead")}
      beside={<AboutDocuments />}
    >
      <div className="grid gap-7">
        {refusal === null ? null : <Notice tone="bad" title={<Said>{refusal}</Said>} />}
        <UploadForm applicationId={id} kinds={choicesOf(labels.documentKinds)} accept={DOCUMENT_ACCEPT} />
        {application.evidence.length === 0 ? (
          <Empty title={t("docs.none")}>
            <p>{t("docs.noneMore")}</p>
          </Empty>
        ) : (
          <EvidenceList
            applicationId={id}
            evidence={application.evidence}
            action={(item) => <RemoveEvidence evidenceId={item.id} fileName={item.fileName} />}
          />
        )}
        <DocumentLibrary applicationId={id} documents={library} />
        <div className="flex justify-end gap-2">
          <ButtonLink href={`/applications/${id}/attestations`}>{t("step.back")}</ButtonLink>
          <ButtonLink href={`/applications/${id}/review`} look="primary">
            {t("docs.continue")}
          </ButtonLink>
        </div>
      </div>
    </EditFrame>
  );
}

function AboutDocuments() {
  const t = useTranslations("apply.docs");
  return (
    <section className="grid gap-2 border-t border-rule pt-4 text-small text-ink-2 xl:border-t-0 xl:border-l xl:pt-0 xl:pl-6">
      <h2 className="text-base text-ink">{t("how")}</h2>
      <p>{t("how1")}</p>
      <p>{t("how2")}</p>
      <p>{t("how3")}</p>
      <p>{t("how4")}</p>
    </section>
  );
}

/** A refusal that a form without scripts came back with, by its code; anything else in the address is ignored. */
function refusalOf(code: string | string[] | undefined): string | null {
  const known = Object.keys(ERROR_CODES).find((one): one is ErrorCode => one === code);
  return known === undefined ? null : ERROR_CODES[known].title;
}
