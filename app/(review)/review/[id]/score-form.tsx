"use client";

import Link from "next/link";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { describedBy, FieldError, Required } from "#ui/field-frame";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Moment } from "#ui/moment";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";
import { saveOwnScore } from "./actions";

type Saved = { points: number | null; rationale: string; privateNote: string; savedAt: Date };

/** One score: an anchor, why, and what the evidence shows. Half-done is saved too; nothing counts before the lock. */
export function ScoreForm({
  applicationId,
  revisionId,
  factorId,
  anchors,
  score,
  rationaleMin,
  hasNext,
}: {
  applicationId: string;
  revisionId: string;
  factorId: string;
  anchors: readonly string[];
  score: Saved | null;
  rationaleMin: number;
  hasNext: boolean;
}) {
  const [sent, action, sending] = useActionState(saveOwnScore, IDLE);
  const { state, others } = openHere(sent, factorId);
  const points = typed(state, "points") ?? (score?.points === null ? "" : String(score?.points ?? ""));
  return (
    <KeptForm state={sent} action={action} sending={sending} empties={false} className="grid gap-5">
      <FormMessage state={state} ok="Saved.">
        <OtherFactors applicationId={applicationId} factorIds={others} />
      </FormMessage>
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="revision_id" value={revisionId} />
      <input type="hidden" name="factor_id" value={factorId} />
      <Anchors anchors={anchors} points={points} state={state} />
      <TextArea
        name="rationale"
        label="Why this score, and what in the evidence shows it"
        help={`At least ${rationaleMin} characters before you lock. The approvers read it, and so does the record.`}
        rows={5}
        defaultValue={typed(state, "rationale") ?? score?.rationale}
        error={fieldError(state, "rationale")}
        required
      />
      <TextArea
        name="private_note"
        label="Private note"
        help="For you alone: it is shown to nobody, also after the lock."
        rows={2}
        defaultValue={typed(state, "private_note") ?? score?.privateNote}
        error={fieldError(state, "private_note")}
      />
      <div className="bottom-0 -mx-1 sm:sticky flex flex-wrap items-center justify-between gap-3 border-t border-rule bg-paper px-1 py-3">
        <p className="text-small text-ink-2">
          {score === null ? (
            "Not saved yet"
          ) : (
            <>
              Saved <Moment at={score.savedAt} />
            </>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton look={hasNext ? "plain" : "quiet"} name="intent" value="save" busy="Saving…">
            Save
          </SubmitButton>
          {hasNext ? (
            <SubmitButton look="plain" name="intent" value="next" busy="Saving…">
              Save, next factor
            </SubmitButton>
          ) : null}
          <SubmitButton name="intent" value="lock" busy="Saving…" data-key="submit">
            Save and lock my lane
            <span aria-hidden className="font-mono text-tiny opacity-80">
              ⌘↵
            </span>
          </SubmitButton>
        </div>
      </div>
    </KeptForm>
  );
}

/** A lock is refused for all that is open in the lane: fields of this factor are marked here, others are elsewhere. */
function openHere(sent: FormState, factorId: string): { state: FormState; others: readonly string[] } {
  if (sent.status !== "refused") return { state: sent, others: [] };
  const factorOf = (pointer: string) => /^\/(F\d\d)\//.exec(pointer)?.[1] ?? factorId;
  const here = sent.errors.filter(({ pointer }) => factorOf(pointer) === factorId);
  return {
    state: {
      ...sent,
      errors: here.map(({ pointer, message }) => ({
        pointer: pointer.replace(`/${factorId}/`, "/"),
        message,
      })),
    },
    others: [...new Set(sent.errors.map(({ pointer }) => factorOf(pointer)))].filter((id) => id !== factorId),
  };
}

function OtherFactors({ applicationId, factorIds }: { applicationId: string; factorIds: readonly string[] }) {
  if (factorIds.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-small">
      Go to
      {factorIds.map((id) => (
        <Link key={id} href={`/review/${applicationId}?factor=${id}`} className="underline">
          {id}
        </Link>
      ))}
    </p>
  );
}

function Anchors({
  anchors,
  points,
  state,
}: {
  anchors: readonly string[];
  points: string;
  state: FormState;
}) {
  const error = fieldError(state, "points");
  return (
    <fieldset
      id="points"
      tabIndex={-1}
      className="grid gap-1.5"
      aria-describedby={describedBy("points", null, error)}
    >
      <legend className="mb-1.5 text-sm font-semibold">
        Score <Required />
      </legend>
      {anchors.map((anchor, index) => (
        <label
          key={anchor}
          className="grid cursor-pointer grid-cols-[auto_1.25rem_1fr] items-baseline gap-2.5 rounded-card border border-rule bg-surface px-3 py-2.5 text-sm hover:border-rule-2 has-[:checked]:border-accent has-[:checked]:bg-accent-soft"
        >
          <input
            type="radio"
            name="points"
            value={index}
            defaultChecked={points === String(index)}
            data-key={index}
            className="accent-accent"
          />
          <b className="font-serif text-base text-ink-2">{index}</b>
          <span>{anchor}</span>
        </label>
      ))}
      {error ? <FieldError name="points">{error}</FieldError> : null}
    </fieldset>
  );
}
