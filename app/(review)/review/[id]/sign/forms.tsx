import type { Outcome } from "#lib/reviews/signed-content";
import { SubmitButton } from "#ui/button";
import type { Means } from "../../../../_edge/confirmation-fields";
import { SendBackForm } from "../../_case/send-back-form";
import { SignatureForm } from "../../_case/signature-form";
import { sendBack, sign } from "./actions";

const SIGN_WORDS: Readonly<Record<Outcome, string>> = {
  approve: "Sign the approval",
  decline: "Sign the refusal",
  defer: "Sign the deferral",
};

export function SignForm({
  outcome,
  ...signed
}: {
  proposalId: string;
  digest: string;
  outcome: Outcome;
  means: Means;
}) {
  return (
    <SignatureForm {...signed} reader="the other signer" sign={sign}>
      <SubmitButton look={outcome === "decline" ? "danger" : "primary"} data-key="submit" busy="Signing…">
        {SIGN_WORDS[outcome]}
      </SubmitButton>
    </SignatureForm>
  );
}

/** Instead of signing: end the proposal with a question, or go on to propose a refusal. */
export function SendBack({ proposalId, isApproval }: { proposalId: string; isApproval: boolean }) {
  return (
    <SendBackForm proposalId={proposalId} sendBack={sendBack}>
      <SubmitButton look="plain" name="next" value="stay">
        Send back with this question
      </SubmitButton>
      {isApproval ? (
        <SubmitButton look="danger" name="next" value="decline">
          Send back and propose a refusal
        </SubmitButton>
      ) : null}
    </SendBackForm>
  );
}
