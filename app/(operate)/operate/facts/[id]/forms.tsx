"use client";

import type { Means } from "../../../../_edge/confirmation-fields";
import { ChoiceForm } from "../../_signed/choice-form";
import { judge, vote } from "./actions";

type Signed = { factId: string; digest: string; means: Means };

/** The second person confirms the record, or refuses it for good. @param mayConfirm the board has passed it, or is not asked */
export function JudgeForm({ mayConfirm, factId, ...signed }: Signed & { mayConfirm: boolean }) {
  const confirm = { value: "confirm", label: "Confirm it", help: "From this moment screenings rest on it." };
  const refuse = {
    value: "refuse",
    label: "Refuse it",
    help: "For good, with a reason. It stays on record.",
  };
  return (
    <ChoiceForm
      {...signed}
      of={{ field: "fact_id", id: factId }}
      act={judge}
      name="verdict"
      label="Your judgement"
      choices={mayConfirm ? [confirm, refuse] : [refuse]}
      reason={{ label: "Why you refuse it", help: "At least 10 characters; not needed to confirm." }}
    >
      Sign my judgement
    </ChoiceForm>
  );
}

/** A seated member's vote on a fact that is to begin. */
export function VoteForm({ factId, ...signed }: Signed) {
  return (
    <ChoiceForm
      {...signed}
      of={{ field: "fact_id", id: factId }}
      act={vote}
      name="vote"
      label="Your vote"
      choices={[
        { value: "for", label: "For it" },
        { value: "against", label: "Against it", help: "Your reason is recorded as a dissent." },
        { value: "abstain", label: "Abstain", help: "You are present, and not for it." },
      ]}
      reason={{ label: "Why you vote so", help: "Read by legal, the board and the record.", required: true }}
    >
      Cast my vote
    </ChoiceForm>
  );
}
