"use client";

import type { Means } from "../../../../_edge/confirmation-fields";
import { ChoiceForm } from "../../_signed/choice-form";
import { judge } from "./actions";

type Props = { proposalId: string; digest: string; means: Means };

/** The second person confirms the proposal, or refuses it for good. */
export function JudgeForm({ proposalId, ...signed }: Props) {
  return (
    <ChoiceForm
      {...signed}
      of={{ field: "proposal_id", id: proposalId }}
      act={judge}
      name="verdict"
      label="Your judgement"
      choices={[
        { value: "confirm", label: "Confirm it", help: "It takes effect." },
        { value: "refuse", label: "Refuse it", help: "For good, with a reason. It stays on record." },
      ]}
      reason={{ label: "Why you refuse it", help: "At least 10 characters; not needed to confirm." }}
    >
      Sign my judgement
    </ChoiceForm>
  );
}
