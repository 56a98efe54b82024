"use client";

import { VOTE_REASON_CHARS_MIN } from "#lib/reviews/board";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import type { Means } from "../../../../_edge/confirmation-fields";
import { fieldError, typed } from "../../../../_edge/form-state";
import { SignatureForm } from "../../_case/signature-form";
import { vote } from "./actions";

/** One member's vote over the digest of the page. */
export function VoteForm(signed: { proposalId: string; digest: string; means: Means }) {
  return (
    <SignatureForm
      {...signed}
      reader="the board, the signers and the record"
      sign={vote}
      label="Why you vote so"
      charsMin={VOTE_REASON_CHARS_MIN}
      before={(state) => (
        <RadioGroup
          name="vote"
          value={typed(state, "vote")}
          error={fieldError(state, "vote")}
          label="Your vote"
          choices={[
            { value: "for", label: "For the approval" },
            { value: "against", label: "Against it", help: "Your reason is recorded as a dissent." },
            { value: "abstain", label: "Abstain", help: "You are present, and not for it." },
          ]}
          required
        />
      )}
    >
      <SubmitButton data-key="submit" busy="Voting…">
        Cast my vote
      </SubmitButton>
    </SignatureForm>
  );
}
