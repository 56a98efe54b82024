"use client";

import "../../../../_edge/zod-without-eval";
import { useActionState, useState } from "react";
import { compileGrant, type GrantInput } from "#lib/grants/compile-grant";
import { describeGrant, type GrantSentence } from "#lib/grants/describe-grant";
import type { DecisionConditions } from "#lib/reviews/conditions";
import { proposeForm } from "#lib/reviews/contract";
import type { Outcome } from "#lib/reviews/signed-content";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Section } from "#ui/page";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { readForm } from "../../../../_edge/read-form";
import { propose } from "./actions";
import { ConditionFields, type Floor, type Imposed } from "./condition-fields";
import { GrantPreview } from "./grant-preview";

type Props = {
  applicationId: string;
  revisionId: string;
  outcome: Outcome;
  mayApprove: boolean;
  suggested: DecisionConditions;
  imposed: readonly Imposed[];
  input: Omit<GrantInput, "conditions">;
  /** The grant of the suggested conditions, in words. */
  before: readonly GrantSentence[];
  floors: readonly Floor[];
  needed: number;
};

/** Outcome, conditions beside the grant that they compile to, and reasons. Proposing signs nothing. */
export function DecideForm(props: Props) {
  const { suggested, before, input } = props;
  const [state, action, sending] = useActionState(propose, IDLE);
  const [after, setAfter] = useState<readonly GrantSentence[] | null>(before);
  const chosen = typed(state, "outcome") ?? props.outcome;
  return (
    <KeptForm
      state={state}
      action={action}
      sending={sending}
      className="group grid gap-8"
      onEdit={(form) => setAfter(compiled(form, input))}
    >
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={props.applicationId} />
      <input type="hidden" name="revision_id" value={props.revisionId} />
      <Section
        title="Outcome"
        lead={`It takes ${props.needed} signatures of approvers from different lanes, whichever it is.`}
      >
        <RadioGroup
          name="outcome"
          label="What you propose"
          choices={[
            {
              value: "approve",
              label: "Approve with conditions",
              help: props.mayApprove ? undefined : "Not possible now: see what stands against it above.",
            },
            {
              value: "defer",
              label: "Defer until an authority is on record",
              help: "An order, a statute or an approval is missing. Say which; legal records it with its document, and the case comes back.",
            },
            { value: "decline", label: "Decline" },
          ]}
          value={chosen}
          error={fieldError(state, "outcome")}
        />
      </Section>
      <div className="grid gap-8 group-has-[[name=outcome][value=decline]:checked]:hidden group-has-[[name=outcome][value=defer]:checked]:hidden">
        <Section
          title="Conditions"
          lead="What you bind the approval to. Each becomes a clause that the worker pool enforces."
        >
          <div className="grid gap-8 lg:grid-cols-2">
            <ConditionFields
              suggested={suggested}
              state={state}
              imposed={props.imposed}
              floors={props.floors}
              input={input}
            />
            <GrantPreview before={before} after={after} />
          </div>
        </Section>
      </div>
      <Section
        title="Reasons"
        lead="The applicant reads them, and so does every signer. They are part of what is signed."
      >
        <TextArea
          name="reasons"
          label="Why"
          rows={4}
          defaultValue={typed(state, "reasons")}
          error={fieldError(state, "reasons")}
          required
        />
        <div>
          <SubmitButton data-key="submit" busy="Freezing it…">
            Put it before the signers
          </SubmitButton>
        </div>
      </Section>
    </KeptForm>
  );
}

/** The grant of what the form says now; null while a field does not read. */
function compiled(form: FormData, input: Props["input"]): readonly GrantSentence[] | null {
  // Reasons are not there yet while conditions are being set, and make no clause.
  const parsed = proposeForm.safeParse(readForm(form));
  if (!parsed.success || parsed.data.outcome !== "approve") return null;
  return describeGrant(compileGrant({ ...input, conditions: parsed.data }));
}
