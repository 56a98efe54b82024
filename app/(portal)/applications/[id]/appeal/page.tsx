import type { Metadata } from "next";
import { AGAINST_WORDS } from "#lib/reviews/appeal";
import { type AppealForApplicant, appealForApplicant } from "#lib/reviews/appeal-view";
import { GROUND_WORDS } from "#lib/reviews/appeal-words";
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

export const metadata: Metadata = { title: "Appeal" };

export default async function AppealPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/appeal`);
  const view = await orNotFound(() => appealForApplicant(actor, id));
  return (
    <Page inEnglish width="prose">
      <PageHeader
        above={view.reference}
        title="Appeal"
        lead={`${view.title}. People who had no part in the case read your appeal; two of them decide, within 30 days.`}
        actions={<ButtonLink href={`/applications/${id}`}>Back to the case</ButtonLink>}
      />
      <Filing view={view} />
      {view.appeals.map((appeal) => (
        <FiledAppeal key={appeal.id} appeal={appeal} />
      ))}
      {view.open === null && view.appeals.length === 0 ? (
        <Empty title="There is nothing to appeal here.">
          <p>A refusal or a revoked approval can be appealed for 30 days.</p>
        </Empty>
      ) : null}
    </Page>
  );
}

function Filing({ view: { open, mayFile, applicationId } }: { view: AppealForApplicant }) {
  if (open === null) return null;
  return (
    <Section
      title="File an appeal"
      lead={
        <>
          Against {AGAINST_WORDS[open.against]}, until <Moment at={open.endsAt} />.
        </>
      }
    >
      {open.against === "rejected_hard_stop" ? (
        <Notice title="An appeal against a rule tests facts only">
          The rule itself is policy, and no panel sets it aside. If something that it fired on is not so, say
          what and where it can be seen.
        </Notice>
      ) : null}
      {mayFile ? (
        <AppealForm applicationId={applicationId} grounds={open.grounds} />
      ) : (
        <p className="text-ink-2">An admin or a signatory of your organisation files it.</p>
      )}
    </Section>
  );
}

const OUTCOMES: Readonly<Record<"upheld" | "remanded" | "reversed", { tone: Tone; words: string }>> = {
  upheld: { tone: "bad", words: "Refused: the decision stands" },
  remanded: { tone: "info", words: "Sent back to reviewers" },
  reversed: { tone: "info", words: "The decision is set aside; two people decide anew" },
};

function FiledAppeal({ appeal }: { appeal: AppealForApplicant["appeals"][number] }) {
  const { outcome, publicReasons, decidedAt } = appeal;
  return (
    <Section
      title={outcome === null ? "Your appeal is being heard" : "Your appeal is decided"}
      lead={
        <>
          Filed on <Moment at={appeal.filedAt} /> against {AGAINST_WORDS[appeal.against]}.
        </>
      }
      actions={
        outcome === null ? (
          <StateBadge tone="info">open</StateBadge>
        ) : (
          <StateBadge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].words}</StateBadge>
        )
      }
    >
      <DefinitionList
        items={[
          {
            key: "grounds",
            term: "Grounds",
            value: appeal.grounds.map((ground) => GROUND_WORDS[ground].label).join(", "),
          },
          decidedAt === null
            ? { key: "due", term: "To be decided by", value: <Moment at={appeal.dueAt} dayOnly /> }
            : { key: "at", term: "Decided", value: <Moment at={decidedAt} /> },
        ]}
      />
      {publicReasons === null ? null : (
        <div className="grid gap-1">
          <h3>The panel’s reasons</h3>
          <OwnWords text={publicReasons} />
        </div>
      )}
      <details>
        <summary className="cursor-pointer text-small">What you wrote</summary>
        <OwnWords text={appeal.statement} />
      </details>
    </Section>
  );
}
