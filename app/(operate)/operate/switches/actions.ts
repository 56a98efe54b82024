"use server";

import { revalidatePath } from "next/cache";
import { liftSwitchForm, throwSwitchForm } from "#lib/grants/contract";
import { liftSwitch, throwSwitch } from "#lib/grants/kill-switch";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function throwOne(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(throwSwitchForm, form, (input, actor) => throwSwitch({ actor, ...input }));
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}

export async function liftOne(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(liftSwitchForm, form, (input, actor) =>
    liftSwitch({ actor, switchId: input.switch_id }),
  );
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}
