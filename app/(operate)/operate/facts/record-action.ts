"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { AppError } from "#lib/platform/errors";
import { checkFactForm, draftOf, recordFactForm } from "#lib/policy/fact-contract";
import { factText } from "#lib/policy/fact-statement";
import { prepareFact, recordFact } from "#lib/policy/record-fact";
import type { FormState } from "../../../_edge/form-state";
import { readForm, withoutSecrets } from "../../../_edge/read-form";
import { runAction } from "../../../_edge/run-action";
import type { Prepared } from "../_signed/prepared";

/**
 * A record of the law in two steps, since a passkey signs the digest and so has to know it: the first checks what was
 * typed and gives it back with an id and a digest, the second signs exactly that.
 */
export async function record(_before: FormState<Prepared>, form: FormData): Promise<FormState<Prepared>> {
  if (!form.has("digest")) return check(form);
  const state = await runAction(recordFactForm, form, async (input, actor) => {
    const { fact_id: id, digest, password, totp, passkey } = input;
    const draft = draftOf(input);
    // Once more, before a code is spent on it: someone may have ended the fact meanwhile.
    await prepareFact({ actor, draft });
    const said = { id, ...draft };
    if (factText(said).digest !== digest)
      throw new AppError("digest_changed", "This is not what you were shown: check it again.");
    const { stepUpId } = await confirmStepUp({ actor, digest, password, totp, passkey });
    return recordFact({ actor, said, stepUpId });
  });
  if (state.status !== "ok") return state;
  revalidatePath("/operate", "layout");
  redirect(`/operate/facts/${state.value.factId}`);
}

async function check(form: FormData): Promise<FormState<Prepared>> {
  const typed = withoutSecrets(readForm(form));
  return runAction(checkFactForm, form, async (input, actor) => {
    const { factId: id, digest } = await prepareFact({ actor, draft: draftOf(input) });
    return { id, digest, typed };
  });
}
