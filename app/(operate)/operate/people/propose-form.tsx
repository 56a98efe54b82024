"use client";

import type { Means } from "../../../_edge/confirmation-fields";
import type { FormState } from "../../../_edge/form-state";
import { fieldIn, type Prepared, valuesIn } from "../_signed/prepared";
import { TwoStepForm } from "../_signed/two-step-form";
import { DraftFields, type ProposalOf } from "./draft-fields";
import { type ProposalReading, ProposalText } from "./proposal-text";
import { propose } from "./propose-action";

/** Proposes that someone becomes staff, or that roles of theirs end: first typed and checked, then read and signed. */
export function ProposeForm({ of, means }: { of: ProposalOf; means: Means }) {
  return (
    <TwoStepForm
      act={propose}
      means={means}
      idField="proposal_id"
      idLabel="Proposal"
      lead="Nothing is on record yet. Once it is, no word of it changes, and it takes effect when another person has confirmed it."
      passkeyLabel="Confirm with a passkey and propose it"
      button="Sign and propose it"
      busy="Proposing…"
      fields={(state) => <DraftFields of={of} state={state} />}
      reading={(state) => <ProposalText said={readingOf(state)} />}
    />
  );
}

function readingOf(state: FormState<Prepared>): ProposalReading {
  const field = (name: string) => fieldIn(state, name);
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
