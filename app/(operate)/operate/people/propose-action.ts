"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { AppError } from "#lib/platform/errors";
import { checkProposalForm, draftOf, proposeForm } from "#lib/staff/contract";
import { proposalText } from "#lib/staff/proposal";
import { prepareProposal, proposeStaff } from "#lib/staff/propose-staff";
import type { FormState } from "../../../_edge/form-state";
import { readForm, withoutSecrets } from "../../../_edge/read-form";
import { runAction } from "../../../_edge/run-action";
import type { Prepared } from "../_signed/prepared";

/** In two steps, as a record of the law: the first checks and gives a digest, the second signs exactly that. */
export async function propose(_before: FormState<Prepared>, form: FormData): Promise<FormState<Prepared>> {
  if (!form.has("digest")) return check(form);
  const state = await runAction(proposeForm, form, async (input, actor) => {
    const { proposal_id: id, digest, password, totp, passkey } = input;
    const draft = draftOf(input);
    // Once more, before a code is spent on it: their roles may have changed meanwhile.
    await prepareProposal({ actor, draft });
    const said = { id, ...draft };
    if (proposalText(said).digest !== digest)
      throw new AppError("digest_changed", "This is not what you were shown: check it again.");
    const { stepUpId } = await confirmStepUp({ actor, digest, password, totp, passkey });
    return proposeStaff({ actor, said, stepUpId });
  });
  if (state.status !== "ok") return state;
  revalidatePath("/operate", "layout");
  redirect(`/operate/people/${state.value.proposalId}`);
}

async function check(form: FormData): Promise<FormState<Prepared>> {
  const typed = withoutSecrets(readForm(form));
  return runAction(checkProposalForm, form, async (input, actor) => {
    const { proposalId: id, digest } = await prepareProposal({ actor, draft: draftOf(input) });
    return { id, digest, typed };
  });
}
