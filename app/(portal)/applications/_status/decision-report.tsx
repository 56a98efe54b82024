import { useTranslations } from "next-intl";
import type { DecisionForApplicant, Lack } from "#lib/reviews/decision-for-applicant";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { InEnglish } from "#ui/in-english";
import { Moment } from "#ui/moment";
import { PackText } from "#ui/pack-text";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { useLaneWord } from "../../../_messages/stages";

/** What was decided, why, what was missing, and until when it can be appealed. */
export function DecisionReport({ decision }: { decision: DecisionForApplicant }) {
  const { outcome, decidedAt, reasons, signedBy, digest, lacks, quality, reasonsDueAt } = decision;
  const t = useTranslations("status");
  const laneWord = useLaneWord();
  const isDeclined = outcome === "decline";
  return (
    <Section
      id="decision"
      title={isDeclined ? t("decision.declined") : t("decision.approved")}
      lead={t.rich("decision.lead", {
        when: () => <Moment at={decidedAt} />,
        due: () => <Moment at={reasonsDueAt} dayOnly />,
      })}
      actions={
        <StateBadge tone={isDeclined ? "bad" : "good"}>
          {t(isDeclined ? "decision.badge.decline" : "decision.badge.approve")}
        </StateBadge>
      }
    >
      <blockquote className="border-s-2 border-accent ps-4 font-serif text-[17px] whitespace-pre-wrap">
        <InEnglish>{reasons}</InEnglish>
      </blockquote>
      {isDeclined ? <Missing lacks={lacks} quality={quality} /> : null}
      <DefinitionList
        items={[
          {
            key: "by",
            term: t("decision.signedBy"),
            value: t("decision.approvers", {
              count: signedBy.length,
              lanes: signedBy.map(laneWord).join(", "),
            }),
          },
          ...(isDeclined
            ? [{ key: "appeal", term: t("decision.appealUntil"), value: <AppealUntil decision={decision} /> }]
            : []),
        ]}
      />
      <details>
        <summary className="cursor-pointer text-small text-ink-2">{t("decision.signed")}</summary>
        <div className="pt-2">
          <Digest label="sha256" value={digest} />
        </div>
      </details>
    </Section>
  );
}

function AppealUntil({ decision: { appealUntil, mayStillAppeal } }: { decision: DecisionForApplicant }) {
  const t = useTranslations("status");
  return (
    <>
      <Moment at={appealUntil} />
      {mayStillAppeal ? null : ` (${t("decision.over")})`}
    </>
  );
}

function Missing({ lacks, quality }: { lacks: readonly Lack[]; quality: DecisionForApplicant["quality"] }) {
  const t = useTranslations("status");
  return (
    <div className="grid gap-3">
      <h3>{t("decision.missing")}</h3>
      {quality === null ? null : (
        <p className="text-small text-ink-2">
          {t("decision.quality", { percent: Math.round(quality.percent), mark: quality.passMark })}
        </p>
      )}
      {lacks.length === 0 ? (
        <p className="text-small text-ink-2">{t("decision.noLack")}</p>
      ) : (
        <ul className="grid gap-3">
          {lacks.map(({ factorId, name, found, sound, isDecisive }) => (
            <li key={factorId} className="grid gap-1 border-s-2 border-rule-2 ps-4">
              <p className="font-semibold">
                <PackText of={`${factorId}.name`}>{name}</PackText>{" "}
                <span className="font-mono text-small font-normal text-ink-2">{factorId}</span>{" "}
                {isDecisive ? <StateBadge tone="bad">{t("decision.decisive")}</StateBadge> : null}
              </p>
              <p className="text-small">
                {t("decision.found")} <InEnglish>{found}</InEnglish>
              </p>
              <p className="text-small text-ink-2">
                {t("decision.sound")} <InEnglish>{sound}</InEnglish>
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
