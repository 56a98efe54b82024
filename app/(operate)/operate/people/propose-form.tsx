"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Digest } from "#ui/digest";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Section } from "#ui/page";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { type FormState, IDLE } from "../../../_edge/form-state";
import { DraftFields, type ProposalOf } from "./draft-fields";
import { type Prepared, preparedIn, valuesIn } from "./prepared";
import { type ProposalReading, ProposalText } from "./proposal-text";
import { propose } from "./propose-action";

/** Proposes that someone becomes staff, or that roles of theirs end: first typed and checked, then read and signed. */
export function ProposeForm({ of, means }: { of: ProposalOf; means: Means }) {
  const [state, action, sending] = useActionState<FormState<Prepared>, FormData>(propose, IDLE);
  const prepared = preparedIn(state);
  const frame = { state, action, sending, empties: false } as const;
  const draft = (
    <KeptForm {...frame} className="grid max-w-2xl gap-5">
      {prepared === null ? <FormMessage state={state} /> : null}
      <DraftFields of={of} state={state} />
      <div>
        <SubmitButton look={prepared === null ? "primary" : "plain"} busy="Checking…">
          {prepared === null ? "Read it once more before signing" : "Check it again"}
        </SubmitButton>
      </div>
    </KeptForm>
  );
  if (prepared === null) return draft;
  return (
    <div className="grid gap-8">
      <Section
        title="You sign exactly this"
        lead="Nothing is on record yet. Once it is, no word of it changes, and it takes effect when another person has confirmed it."
      >
        <ProposalText said={readingOf(state)} />
        <p className="text-small text-ink-2">
          Proposal <span className="font-mono">{prepared.proposalId}</span>
        </p>
        <Digest label="sha256" value={prepared.digest} />
        <KeptForm {...frame} className="grid max-w-2xl gap-4">
          {state.status === "refused" ? <FormMessage state={state} /> : null}
          <HiddenFields prepared={prepared} />
          <ConfirmationFields
            state={state}
            means={means}
            digest={prepared.digest}
            passkeyLabel="Confirm with a passkey and propose it"
            signs
          >
            <div>
              <SubmitButton busy="Proposing…">Sign and propose it</SubmitButton>
            </div>
          </ConfirmationFields>
        </KeptForm>
      </Section>
      <details>
        <summary className="cursor-pointer text-accent">Change something</summary>
        <div className="pt-4">{draft}</div>
      </details>
    </div>
  );
}

function HiddenFields({ prepared: { proposalId, digest, typed } }: { prepared: Prepared }) {
  const all = Object.entries(typed).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  return (
    <>
      {all.map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="proposal_id" value={proposalId} />
      <input type="hidden" name="digest" value={digest} />
    </>
  );
}

function readingOf(state: FormState<Prepared>): ProposalReading {
  const field = (name: string) => valuesIn(state, name)[0] ?? "";
  const lane = field("home_lane");
  return {
    ends: field("action") === "end",
    name: field("name"),
    email: field("email"),
    roles: valuesIn(state, "roles").map((role) => ({
      role,
      homeLane: role === "approver" && lane !== "" ? lane : null,
    })),
    employer: field("employer"),
    pastEmployers: field("past_employers")
      .split("\n")
      .filter((line) => line.trim() !== ""),
    reason: field("reason"),
  };
}
