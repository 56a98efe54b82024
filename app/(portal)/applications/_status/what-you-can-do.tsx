import { useTranslations } from "next-intl";
import type { ApplicationStatus } from "#lib/applications/status-view";
import type { DecisionForApplicant } from "#lib/reviews/decision-for-applicant";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { ReviseForm, WithdrawForm } from "./case-forms";
import { AmendForm, ApplyAgainForm } from "./turn-forms";
import { TurnLinks, turnPages } from "./turn-links";

/** The turns that this person can take from here. */
export function WhatYouCanDo({
  status: { id, may, amendment, state },
  decision,
}: {
  status: ApplicationStatus;
  decision: DecisionForApplicant | null;
}) {
  const t = useTranslations("status");
  const isEnded = ["declined", "withdrawn", "expired", "revoked", "upheld"].includes(state);
  const mayAmend = may.amend && amendment === null;
  const hasPages = turnPages(state).length > 0;
  if (!(may.answer || may.revise || may.withdraw || mayAmend || isEnded || hasPages)) return null;
  return (
    <Section title={t("do.title")}>
      {may.answer ? (
        <p>
          <a href="#questions">{t("do.answer")}</a>
        </p>
      ) : null}
      {may.revise ? <ReviseForm applicationId={id} /> : null}
      {mayAmend ? <AmendForm applicationId={id} /> : null}
      {state === "declined" && decision?.mayStillAppeal ? (
        <p className="text-small text-ink-2">
          {t.rich("do.appeal", { when: () => <Moment at={decision.appealUntil} /> })}
        </p>
      ) : null}
      <TurnLinks applicationId={id} state={state} />
      {isEnded ? <ApplyAgainForm applicationId={id} /> : null}
      {may.withdraw ? <WithdrawForm applicationId={id} /> : null}
    </Section>
  );
}
