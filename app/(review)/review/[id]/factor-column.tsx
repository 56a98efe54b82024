import Link from "next/link";
import type { Dossier } from "#lib/reviews/dossier-view";
import type { FactorView } from "#lib/reviews/factor-views";
import { RATIONALE_CHARS_MIN } from "#lib/reviews/lanes";
import { Notice } from "#ui/form-message";
import { Empty } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { kindWords } from "../../../_edge/document-words";
import { FactorApart } from "./factor-apart";
import { FactorQuestions } from "./factor-questions";
import { NextStep } from "./next-step";
import { ReadScore } from "./read-score";
import { ScoreForm } from "./score-form";

/** Middle: the factor at hand, with its question, its evidence and its anchors. */
export function FactorColumn({ found, factor }: { found: Dossier; factor: FactorView | undefined }) {
  return (
    <section aria-label="Factor at hand" className="grid min-w-0 content-start gap-6">
      <NextStep found={found} />
      {factor === undefined ? (
        <Empty title="Nothing is scored in this case" />
      ) : (
        <>
          <div className="grid gap-2">
            <p className="text-small text-ink-2">
              <span className="font-mono">{factor.id}</span> {factor.name}, weight {factor.weight} of 100
              {factor.isCritical ? `, critical: at least ${found.criticalMin}` : ""}
            </p>
            <h2>{factor.question}</h2>
            <p className="text-small text-ink-2">Shown by: {factor.evidence.join(", ")}.</p>
          </div>
          <Revised factor={factor} />
          <Documents found={found} />
          <Scoring key={factor.id} found={found} factor={factor} />
          <FactorApart found={found} factor={factor} />
          <FactorQuestions found={found} factor={factor} />
          <Sources factor={factor} />
        </>
      )}
    </section>
  );
}

/** What a new revision did to the factor: nothing, so that a score stands, or what opened it again. */
function Revised({ factor: { revised, isMine, lane } }: { factor: FactorView }) {
  if (revised === null) return null;
  const { since, changed } = revised;
  if (changed.length === 0) {
    return (
      <p className="text-small text-ink-2">
        Nothing that this rests on has changed since revision {since}.{" "}
        {isMine ? "What you had scored stands." : ""}
      </p>
    );
  }
  return (
    <Notice tone="warn" title={`Changed since revision ${since}: ${changed.join("; ")}`}>
      {isMine ? "You score it again; your words are kept as a draft." : `The lane ${lane} scores it again.`}
    </Notice>
  );
}

function Scoring({ found, factor }: { found: Dossier; factor: FactorView }) {
  const { score } = factor;
  const isLocked = score.kind === "own" && score.isLocked;
  if (!factor.isMine || isLocked || found.state !== "in_review")
    return <ReadScore factor={factor} isResting={factor.isMine && !isLocked && found.state === "rfi"} />;
  const own = found.factors.filter(({ isMine }) => isMine);
  const after = own[own.findIndex(({ id }) => id === factor.id) + 1] ?? null;
  return (
    <ScoreForm
      applicationId={found.applicationId}
      revisionId={found.revisionId}
      factorId={factor.id}
      anchors={factor.anchors}
      score={
        score.kind === "own"
          ? {
              points: score.points,
              rationale: score.rationale,
              privateNote: score.privateNote,
              savedAt: score.savedAt,
            }
          : null
      }
      rationaleMin={RATIONALE_CHARS_MIN}
      hasNext={after !== null}
    />
  );
}

function Documents({ found }: { found: Dossier }) {
  if (found.evidence.length === 0) {
    return <p className="text-sm text-ink-2">No document was filed with this application.</p>;
  }
  return (
    <details open className="grid gap-2">
      <summary className="cursor-pointer text-sm font-semibold">
        Documents on file ({found.evidence.length})
      </summary>
      <ul className="grid pt-2">
        {found.evidence.map((item) => (
          <li
            key={item.id}
            className="flex flex-wrap items-center justify-between gap-2 border-t border-rule py-2 text-sm first:border-t-0"
          >
            <Link
              href={`/review/${found.applicationId}/evidence/${item.id}`}
              prefetch={false}
              target="_blank"
              className="min-w-0 underline"
            >
              {kindWords(item.kind)}
              <span className="block break-all text-small text-ink-2">{item.fileName}</span>
            </Link>
            <StateBadge tone={item.verified ? "good" : "plain"}>
              {item.verified ? "verified" : "not verified"}
            </StateBadge>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Sources({ factor }: { factor: FactorView }) {
  return (
    <details className="border-t border-rule pt-3">
      <summary className="cursor-pointer text-small text-ink-2">Where this question comes from</summary>
      <ul className="grid gap-1 pt-2 text-small text-ink-2">
        {factor.sources.map(({ id, text, urls }) => (
          <li key={id}>
            [{id}] {text}{" "}
            {urls.map((url) => (
              <a key={url} href={url} rel="noreferrer" className="break-all">
                {url}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
