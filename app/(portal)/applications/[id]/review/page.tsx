import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { answersOf } from "#lib/applications/form/answers";
import type { OpenAnswer } from "#lib/applications/form/progress";
import { applicationForEdit } from "#lib/applications/view";
import { ownAddress } from "#lib/identity/confirm-address";
import { Notice } from "#ui/form-message";
import { Section } from "#ui/page";
import { Said } from "#ui/said";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { answersIn } from "../../../../_messages/answers-in";
import { openIn } from "../../../../_messages/open-answers";
import { Answers } from "../../_form/answers";
import { EditFrame } from "../../_form/edit-frame";
import { EvidenceList } from "../../_form/evidence-list";
import { SubmitForm } from "../../_form/submit-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apply"))("review.title") };
}

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/review`);
  const application = await orNotFound(() => applicationForEdit(actor, id));
  if (!application.isEditable) redirect(`/applications/${id}`);
  const { evidence, sections, maySign, draftVersion } = application;
  const t = await getTranslations("apply.review");
  const missing = await openIn(application.missing);
  const isConfirmed = !maySign || (await ownAddress(actor)).isConfirmed;
  return (
    <EditFrame application={application} here="review" title={`12. ${t("title")}`} lead={t("lead")}>
      <div className="grid gap-7">
        <div id="open-answers" tabIndex={-1}>
          {missing.length === 0 ? (
            <Notice tone="good" title={t("nothingMissing")} />
          ) : (
            <MissingAnswers id={id} missing={missing} />
          )}
        </div>
        <Answers sections={answersOf(sections, await answersIn())} edit={{ applicationId: id, missing }} />
        <Section title={t("documents")}>
          {evidence.length === 0 ? (
            <p className="text-ink-2">{t("noDocuments")}</p>
          ) : (
            <EvidenceList applicationId={id} evidence={evidence} />
          )}
        </Section>
        <Section title={t("sign")} lead={t("signLead")}>
          {isConfirmed ? null : (
            <Notice tone="warn" title={t("unconfirmed")}>
              {t.rich("unconfirmedMore", { link: (chunks) => <Link href="/confirm">{chunks}</Link> })}
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
            <Notice title={t("otherSigns")}>{t("otherSignsMore")}</Notice>
          )}
        </Section>
      </div>
    </EditFrame>
  );
}

function MissingAnswers({ id, missing }: { id: string; missing: readonly OpenAnswer[] }) {
  const t = useTranslations("apply.review");
  return (
    <Notice tone="warn" title={t("missing", { count: missing.length })}>
      <ul className="mt-1 grid list-disc gap-0.5 pl-5">
        {missing.map(({ section, name, label, message }) => (
          <li key={`${name} ${message}`}>
            <a href={`/applications/${id}/${section}#${name}`} className="underline">
              {label}
            </a>
            : <Said>{message}</Said>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
