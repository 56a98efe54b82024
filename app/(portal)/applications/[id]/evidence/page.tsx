import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DOCUMENT_ACCEPT } from "#lib/applications/document-type";
import { choicesOf, documentKinds } from "#lib/applications/form/labels";
import { documentLibrary } from "#lib/applications/library-view";
import { applicationForEdit } from "#lib/applications/view";
import { ERROR_CODES, type ErrorCode } from "#lib/platform/errors";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Empty } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { DocumentLibrary } from "../../_form/document-library";
import { EditFrame } from "../../_form/edit-frame";
import { EvidenceList } from "../../_form/evidence-list";
import { RemoveEvidence } from "../../_form/remove-evidence";
import { UploadForm } from "../../_form/upload-form";

export const metadata: Metadata = { title: "Documents" };

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
  const library = await documentLibrary(actor, id);
  const refusal = refusalOf(refused);
  return (
    <EditFrame
      application={application}
      here="evidence"
      title="11. Documents"
      lead="What shows that it is as you say. The desk reads each document, and only what it has verified counts for the rules."
      beside={<AboutDocuments />}
    >
      <div className="grid gap-7">
        {refusal === null ? null : <Notice tone="bad" title={refusal} />}
        <UploadForm applicationId={id} kinds={choicesOf(documentKinds)} accept={DOCUMENT_ACCEPT} />
        {application.evidence.length === 0 ? (
          <Empty title="No documents yet">
            <p>
              You can submit without any. A rule that needs one says which, and blocks the case until it is
              there.
            </p>
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
          <ButtonLink href={`/applications/${id}/attestations`}>Back</ButtonLink>
          <ButtonLink href={`/applications/${id}/review`} look="primary">
            Continue
          </ButtonLink>
        </div>
      </div>
    </EditFrame>
  );
}

function AboutDocuments() {
  return (
    <section className="grid gap-2 border-t border-rule pt-4 text-small text-ink-2 xl:border-t-0 xl:border-l xl:pt-0 xl:pl-6">
      <h2 className="text-base text-ink">How they are kept</h2>
      <p>PDF, PNG, JPEG or Word (.docx), 20 MB each. A file is judged by its content, not by its name.</p>
      <p>
        When the connection is lost, what has arrived is kept for a day: choose the file again, here or on
        another device, and only the rest is sent. A file of the same kind and name takes the place of the
        earlier version, which stays on record.
      </p>
      <p>
        Each is encrypted under a key of your organisation. Its digest goes into what you sign, so that nobody
        can change it unseen.
      </p>
      <p>The people who review your case read them. They are never published.</p>
    </section>
  );
}

/** A refusal that a form without scripts came back with, by its code; anything else in the address is ignored. */
function refusalOf(code: string | string[] | undefined): string | null {
  const known = Object.keys(ERROR_CODES).find((one): one is ErrorCode => one === code);
  return known === undefined ? null : ERROR_CODES[known].title;
}
