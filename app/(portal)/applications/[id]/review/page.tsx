import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { answersOf } from "#lib/applications/form/answers";
import { type ApplicationForEdit, applicationForEdit } from "#lib/applications/view";
import { ownAddress } from "#lib/identity/confirm-address";
import { Notice } from "#ui/form-message";
import { Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { Answers } from "../../_form/answers";
import { EditFrame } from "../../_form/edit-frame";
import { EvidenceList } from "../../_form/evidence-list";
import { SubmitForm } from "../../_form/submit-form";

export const metadata: Metadata = { title: "Review and submit" };

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/review`);
  const application = await orNotFound(() => applicationForEdit(actor, id));
  if (!application.isEditable) redirect(`/applications/${id}`);
  const { missing, evidence, sections, maySign, draftVersion } = application;
  const isConfirmed = !maySign || (await ownAddress(actor)).isConfirmed;
  return (
    <EditFrame
      application={application}
      here="review"
      title="12. Review and submit"
      lead="Everything as it will be frozen. After submitting, nobody can change it, and the rules of the policy are read over it at once."
    >
      <div className="grid gap-7">
        <div id="open-answers" tabIndex={-1}>
          {missing.length === 0 ? (
            <Notice tone="good" title="Nothing is missing." />
          ) : (
            <MissingAnswers application={application} />
          )}
        </div>
        <Answers sections={answersOf(sections)} edit={{ applicationId: id, missing }} />
        <Section title="Documents">
          {evidence.length === 0 ? (
            <p className="text-ink-2">None on file.</p>
          ) : (
            <EvidenceList applicationId={id} evidence={evidence} />
          )}
        </Section>
        <Section
          title="Sign and submit"
          lead="You sign for your organisation, by name. What you sign is frozen under a digest that goes into the public ledger."
        >
          {isConfirmed ? null : (
            <Notice tone="warn" title="Your address is not confirmed yet">
              Open the link in the mail that we sent you before you submit, or{" "}
              <Link href="/confirm">have it sent again</Link>. What you typed is saved.
            </Notice>
          )}
          {maySign ? (
            <SubmitForm
              applicationId={id}
              draftVersion={draftVersion}
              signerName={actor.name}
              isComplete={missing.length === 0}
            />
          ) : (
            <Notice title="An admin or a signatory of your organisation submits">
              Your work is saved. Ask one of them to open this page and sign.
            </Notice>
          )}
        </Section>
      </div>
    </EditFrame>
  );
}

function MissingAnswers({ application: { id, missing } }: { application: ApplicationForEdit }) {
  return (
    <Notice
      tone="warn"
      title={missing.length === 1 ? "One answer is still open" : `${missing.length} answers are still open`}
    >
      <ul className="mt-1 grid list-disc gap-0.5 pl-5">
        {missing.map(({ section, name, label, message }) => (
          <li key={`${name} ${message}`}>
            <a href={`/applications/${id}/${section}#${name}`} className="underline">
              {label}
            </a>
            : {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
