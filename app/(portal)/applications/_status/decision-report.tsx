import type { DecisionForApplicant, Lack } from "#lib/reviews/decision-for-applicant";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";

/** What was decided, why, what was missing, and until when it can be appealed. */
export function DecisionReport({ decision }: { decision: DecisionForApplicant }) {
  const { outcome, decidedAt, reasons, signedBy, digest, lacks, quality, reasonsDueAt } = decision;
  const isDeclined = outcome === "decline";
  return (
    <Section
      id="decision"
      title={isDeclined ? "Declined, and why" : "Approved with conditions"}
      lead={
        <>
          Decided <Moment at={decidedAt} />. Reasons were due by <Moment at={reasonsDueAt} dayOnly />; here
          they are.
        </>
      }
      actions={
        <StateBadge tone={isDeclined ? "bad" : "good"}>{isDeclined ? "declined" : "approved"}</StateBadge>
      }
    >
      <blockquote className="border-l-2 border-accent pl-4 font-serif text-[17px] whitespace-pre-wrap">
        {reasons}
      </blockquote>
      {isDeclined ? <Missing lacks={lacks} quality={quality} /> : null}
      <DefinitionList
        items={[
          {
            key: "by",
            term: "Signed by",
            value: `${signedBy.length} approvers, from the lanes ${signedBy.join(" and ")}`,
          },
          ...(isDeclined
            ? [{ key: "appeal", term: "Appeal until", value: <AppealUntil decision={decision} /> }]
            : []),
        ]}
      />
      <details>
        <summary className="cursor-pointer text-small text-ink-2">What was signed</summary>
        <div className="pt-2">
          <Digest label="sha256" value={digest} />
        </div>
      </details>
    </Section>
  );
}

function AppealUntil({ decision: { appealUntil, mayStillAppeal } }: { decision: DecisionForApplicant }) {
  return (
    <>
      <Moment at={appealUntil} />
      {mayStillAppeal ? null : ", which is over"}
    </>
  );
}

function Missing({ lacks, quality }: { lacks: readonly Lack[]; quality: DecisionForApplicant["quality"] }) {
  return (
    <div className="grid gap-3">
      <h3>What was missing</h3>
      {quality === null ? null : (
        <p className="text-small text-ink-2">
          Reviewers gave it {Math.round(quality.percent)} of 100 points; its tier asks for {quality.passMark}.
        </p>
      )}
      {lacks.length === 0 ? (
        <p className="text-small text-ink-2">
          No single factor fell short: the reasons above say what the decision rests on.
        </p>
      ) : (
        <ul className="grid gap-3">
          {lacks.map(({ factorId, name, found, sound, isDecisive }) => (
            <li key={factorId} className="grid gap-1 border-l-2 border-rule-2 pl-4">
              <p className="font-semibold">
                {name} <span className="font-mono text-small font-normal text-ink-2">{factorId}</span>{" "}
                {isDecisive ? <StateBadge tone="bad">decisive</StateBadge> : null}
              </p>
              <p className="text-small">Found: {found}</p>
              <p className="text-small text-ink-2">What would have been sound: {sound}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
