"use client";

import { createContext, type ReactNode, use, useActionState } from "react";
import type { Assigned } from "#lib/reviews/assign-lanes";
import type { Assignee } from "#lib/reviews/assignee";
import { SubmitButton } from "#ui/button";
import { SelectField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed, typedList } from "../../_edge/form-state";
import { assign } from "./queue-actions";

const Marked = createContext<readonly string[]>([]);

/** The cases that were marked when the form around this was refused. */
export function useMarked(): readonly string[] {
  return use(Marked);
}

/** Around the queue's table: marked cases get one lane assigned to one person. */
export function AssignForm({ people, children }: { people: readonly Assignee[]; children: ReactNode }) {
  const [state, action, sending] = useActionState<FormState<readonly Assigned[]>, FormData>(assign, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-4">
      <FormMessage state={state} />
      <div role="status">{state.status === "ok" ? <Results results={state.value} /> : null}</div>
      <Marked value={typedList(state, "application_id") ?? []}>{children}</Marked>
      <div className="flex flex-wrap items-end gap-3 max-md:hidden">
        <SelectField
          name="to"
          label="Assign a lane of the marked cases to"
          help="Whoever gets it says first whether there is a conflict of interest."
          choices={choicesOf(people)}
          empty="Choose a lane and a person"
          defaultValue={typed(state, "to")}
          error={fieldError(state, "to")}
        />
        <SubmitButton look="plain" busy="Assigning…">
          Assign
        </SubmitButton>
      </div>
    </KeptForm>
  );
}

function Results({ results }: { results: readonly Assigned[] }) {
  const assigned = results.filter(({ to }) => to !== null).length;
  return (
    <Notice
      tone={assigned === results.length ? "good" : "warn"}
      title={`${assigned} of ${results.length} marked ${results.length === 1 ? "case" : "cases"} assigned`}
    >
      <ul className="list-disc ps-5">
        {results.map(({ applicationId, reference, to, refusal }) => (
          <li key={applicationId}>
            {to === null ? (
              refusal
            ) : (
              <>
                <span className="font-mono">{reference}</span> is with {to} now.
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function choicesOf(people: readonly Assignee[]): { value: string; label: string }[] {
  return people.flatMap(({ lane, personId, name, open }, index) => [
    ...(people[index - 1]?.lane === lane
      ? []
      : [{ value: lane, label: `${lane}: the least loaded who may score` }]),
    { value: `${lane}:${personId}`, label: `${lane}: ${name}, ${open} open` },
  ]);
}
