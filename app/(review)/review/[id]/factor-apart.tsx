import type { Dossier } from "#lib/reviews/dossier-view";
import type { FactorView } from "#lib/reviews/factor-views";
import { RECONCILIATION_CHARS_MIN } from "#lib/reviews/reconcile-scores";
import { Notice } from "#ui/form-message";
import { AgreeForm, ReconcileForm } from "./reconcile-form";

/** Two scores of one factor that lie apart: what was written of it, and what is still to be. */
export function FactorApart({ found, factor }: { found: Dossier; factor: FactorView }) {
  const { apart } = factor;
  if (apart === null) return null;
  const isOpen = found.state === "reconciliation" && apart.isMine;
  return (
    <section aria-label="Reconciliation" className="grid gap-4">
      <Notice tone="warn" title={`The two scores lie ${apart.points} points apart`}>
        Both stay, and the lower counts.{" "}
        {apart.text === null
          ? "The two who scored it say in writing what explains the difference; then the case goes on."
          : `Stood by so far: ${apart.text.agreed.join(", ")}.`}
      </Notice>
      {apart.text === null ? null : (
        <figure className="grid gap-1">
          <blockquote className="font-serif text-[16px] whitespace-pre-line">“{apart.text.words}”</blockquote>
          <figcaption className="text-small text-ink-2">{apart.text.author}</figcaption>
        </figure>
      )}
      {isOpen && apart.text !== null && !apart.text.isAgreedByMe ? (
        <AgreeForm applicationId={found.applicationId} reconciliationId={apart.text.id} />
      ) : null}
      {isOpen ? (
        <ReconcileForm
          key={apart.text?.id}
          applicationId={found.applicationId}
          factorId={factor.id}
          charsMin={RECONCILIATION_CHARS_MIN}
          isAnother={apart.text !== null}
        />
      ) : null}
    </section>
  );
}
