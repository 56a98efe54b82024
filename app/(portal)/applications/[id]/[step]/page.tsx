import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { factorHelp } from "#lib/applications/factor-help";
import { isSection, SECTIONS } from "#lib/applications/form/field";
import { PLACE_OPTIONS } from "#lib/applications/form/places";
import { stepAfter, stepBefore, stepOf } from "#lib/applications/form/steps";
import { writeSection } from "#lib/applications/form/write-section";
import { liveScreening } from "#lib/applications/live-screening";
import { applicationForEdit } from "#lib/applications/view";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { countriesIn } from "../../../../_messages/countries";
import { liveIn } from "../../../../_messages/open-answers";
import { stepsIn } from "../../../../_messages/steps";
import { EditFrame } from "../../_form/edit-frame";
import { FactorHelpList } from "../../_form/factor-help";
import { LivePanel } from "../../_form/live-panel";
import { StepForm } from "../../_form/step-form";

type Props = { params: Promise<{ id: string; step: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { step } = await params;
  const { form, apply } = await getMessages();
  return { title: isSection(step) ? form[step].title : apply.frame.application };
}

export default async function StepPage({ params }: Props) {
  const { id, step: section } = await params;
  if (!isSection(section)) notFound();
  const actor = await requireActor(`/applications/${id}/${section}`);
  const application = await orNotFound(() => applicationForEdit(actor, id));
  if (!application.isEditable) redirect(`/applications/${id}`);

  const messages = await getMessages();
  const t = await getTranslations("apply.step");
  const step = stepsIn(messages)[SECTIONS.indexOf(section)] ?? stepOf(section);
  const countries = countriesIn(await getLocale());
  const values = application.sections[section] ?? {};
  // A step that nobody has saved yet is not told that it is empty.
  const isNew = application.progress.some(
    (progress) => progress.section === section && progress.state === "empty",
  );
  const shownErrors = isNew ? [] : application.missing;
  const before = stepBefore(section);
  const number = application.progress.findIndex((progress) => progress.section === section) + 1;
  return (
    <EditFrame
      application={application}
      here={section}
      title={`${number}. ${step.title}`}
      lead={step.intro}
      beside={
        <>
          <LivePanel
            key={`${section} ${application.draftVersion}`}
            applicationId={id}
            section={section}
            first={await liveIn(await liveScreening(actor, id))}
          />
          <FactorHelpList factors={await factorHelp(step.factors)} />
        </>
      }
    >
      <p className="mb-5 text-small xl:hidden">
        <a href="#live-panel">{t("panel")}</a>
      </p>
      <StepForm
        key={section}
        applicationId={id}
        step={step}
        sections={application.sections}
        entries={writeSection(step, values)}
        rowCounts={Object.fromEntries(
          step.fields.map(({ name }) => [name, Array.isArray(values[name]) ? values[name].length : 0]),
        )}
        errors={Object.fromEntries(
          shownErrors.filter((open) => open.section === section).map(({ name, message }) => [name, message]),
        )}
        draftVersion={application.draftVersion}
        countries={countries}
        places={PLACE_OPTIONS.map((place) => countries.find(({ value }) => value === place.value) ?? place)}
        next={`/applications/${id}/${stepAfter(section)}`}
        previous={before === null ? null : `/applications/${id}/${before}`}
      />
    </EditFrame>
  );
}
