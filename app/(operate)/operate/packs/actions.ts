"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { moveToPack } from "#lib/applications/move-to-pack";
import { confirmStepUp } from "#lib/identity/step-up";
import {
  draftForm,
  moveCaseForm,
  releaseDraftForm,
  startDraftForm,
  writeDraftForm,
} from "#lib/policy/pack-contract";
import { releaseDraft } from "#lib/policy/release-draft";
import { startPackDraft, withdrawPackDraft, writePackDraft } from "#lib/policy/write-pack-draft";
import { simulatePack } from "#lib/simulator/simulate-pack";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";
import { withUploadedText } from "./uploaded-text";

export async function startDraft(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(startDraftForm, await withUploadedText(form), ({ from, text }, actor) =>
    startPackDraft({ actor, ...(from === "text" ? { text } : {}) }),
  );
  if (state.status !== "ok") return state;
  revalidatePath("/operate/packs", "layout");
  redirect(`/operate/packs/${state.value.draftId}`);
}

export async function writeDraft(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    writeDraftForm,
    await withUploadedText(form),
    ({ draft_id: draftId, ...input }, actor) => writePackDraft({ actor, draftId, ...input }),
  );
  return shown(state);
}

export async function simulate(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(draftForm, form, async ({ draft_id: draftId }, actor) => {
      const { simulationId } = await simulatePack({ actor, draftId });
      return simulationId;
    }),
  );
}

export async function withdraw(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(draftForm, form, ({ draft_id: draftId }, actor) => withdrawPackDraft({ actor, draftId })),
  );
}

export async function release(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    releaseDraftForm,
    form,
    async ({ proposal_id: draftId, digest, reason, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      return releaseDraft({ actor, draftId, digest, stepUpId, reason });
    },
  );
  if (state.status !== "ok") return state;
  revalidatePath("/", "layout");
  redirect("/operate/packs");
}

export async function moveCase(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(moveCaseForm, form, ({ application_id: applicationId, reason }, actor) =>
      moveToPack({ actor, applicationId, reason }),
    ),
  );
}

function shown(state: FormState): FormState {
  if (state.status === "ok") revalidatePath("/operate/packs", "layout");
  return state;
}
