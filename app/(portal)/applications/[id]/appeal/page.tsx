import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type AppealForApplicant, appealForApplicant } from "#lib/reviews/appeal-view";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge, type Tone } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { AppealForm } from "./appeal-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("appeal"))("title") };
}

export default async function AppealPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/appeal`);
  const view = await orNotFound(() => appealForApplicant(actor, id));
  const t = await getTranslations("appeal");
  return (
    <Page width="prose">
      <PageHeader
        above={view.reference}
        title={t("title")}
        lead={t("lead", { title: view.title })}
        actions={<ButtonLink href={`/applications/${id}`}>{t("back")}</ButtonLink>}
      />
      <Filing view={view} />
      {view.appeals.map((appeal) => (
        <FiledAppeal key={appeal.id} appeal={appeal} />
      ))}
      {view.open === null && view.appeals.length === 0 ? (
        <Empty title={t("nothing")}>
          <p>{t("nothingText")}</p>
        </Empty>
      ) : null}
    </Page>
  );
}

function Filing({ view: { open, mayFile, applicationId } }: { view: AppealForApplicant }) {
  const t = useTranslations("appeal");
  if (open === null) return null;
  return (
    <Section
      title={t("file")}
      lead={t.rich("fileLead", {
        against: t(`against.${open.against}`),
        when: () => <Moment at={open.endsAt} />,
      })}
    >
      {open.against === "rejected_hard_stop" ? (
        <Notice title={t("factsOnly")}>{t("factsOnlyText")}</Notice>
      ) : null}
      {mayFile ? (
        <AppealForm applicationId={applicationId} grounds={open.grounds} />
      ) : (
        <p className="text-ink-2">{t("others")}</p>
      )}
    </Section>
  );
}

const TONES: Readonly<Record<"upheld" | "remanded" | "reversed", Tone>> = {
  upheld: "bad",
  remanded: "info",
  reversed: "info",
};

function FiledAppeal({ appeal }: { appeal: AppealForApplicant["appeals"][number] }) {
  const t = useTranslations("appeal");
  const { outcome, publicReasons, decidedAt } = appeal;
  return (
    <Section
      title={t(outcome === null ? "heard" : "decided")}
      lead={t.rich("filed", {
        against: t(`against.${appeal.against}`),
        when: () => <Moment at={appeal.filedAt} />,
      })}
      actions={
        outcome === null ? (
          <StateBadge tone="info">{t("open")}</StateBadge>
        ) : (
          <StateBadge tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</StateBadge>
        )
      }
    >
      <DefinitionList
        items={[
          {
            key: "grounds",
            term: t("groundsTerm"),
            value: appeal.grounds.map((ground) => t(`ground.${ground}.label`)).join(", "),
          },
          decidedAt === null
            ? { key: "due", term: t("due"), value: <Moment at={appeal.dueAt} dayOnly /> }
            : { key: "at", term: t("decidedAt"), value: <Moment at={decidedAt} /> },
        ]}
      />
      {publicReasons === null ? null : (
        <div className="grid gap-1">
          <h3>{t("reasons")}</h3>
          <OwnWords text={publicReasons} />
        </div>
      )}
      <details>
        <summary className="cursor-pointer text-small">{t("wrote")}</summary>
        <OwnWords text={appeal.statement} />
      </details>
    </Section>
  );
}
