"use client";

import Link from "next/link";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { dropView, keepView } from "./queue-actions";

type View = { id: string; name: string; query: string };

/** The views that the reader keeps, and the one at hand to be kept. */
export function SavedViews({ views, query }: { views: readonly View[]; query: string }) {
  return (
    <section aria-label="Saved views" className="flex flex-wrap items-baseline gap-x-5 gap-y-2 text-small">
      {views.map((view) => (
        <span key={view.id} className="flex items-baseline gap-1.5">
          <Link
            href={`/review?${view.query}`}
            aria-current={view.query === query ? "true" : undefined}
            className="aria-[current=true]:font-medium aria-[current=true]:text-ink"
          >
            {view.name}
          </Link>
          <RemoveView view={view} />
        </span>
      ))}
      {views.some((view) => view.query === query) ? null : <KeepView query={query} />}
    </section>
  );
}

function KeepView({ query }: { query: string }) {
  const [state, action, sending] = useActionState(keepView, IDLE);
  return (
    <details open={state.status === "refused"} className="relative">
      <summary className="cursor-pointer text-accent">Save this view</summary>
      <KeptForm
        state={state}
        action={action}
        sending={sending}
        className="absolute start-0 z-10 mt-1 grid w-64 gap-3 rounded-card border border-rule bg-surface p-3 text-sm text-ink"
      >
        <FormMessage state={state} />
        <input type="hidden" name="query" value={query} />
        <TextField
          name="name"
          label="Name"
          help="A name that you have used already stands for this view then."
          maxLength={60}
          error={fieldError(state, "name")}
          defaultValue={typed(state, "name")}
        />
        <div>
          <SubmitButton look="plain" busy="Saving…">
            Save
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}

function RemoveView({ view }: { view: View }) {
  const [state, action, sending] = useActionState(dropView, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="inline">
      <FormMessage state={state} />
      <input type="hidden" name="view_id" value={view.id} />
      <button
        type="submit"
        aria-label={`Remove the view “${view.name}”`}
        title="Remove"
        className="min-h-6 min-w-6 cursor-pointer rounded-field text-ink-3 hover:bg-sunken hover:text-bad"
      >
        ×
      </button>
    </KeptForm>
  );
}
