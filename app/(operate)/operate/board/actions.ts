"use server";

import { revalidatePath } from "next/cache";
import { endSeatForm, seatForm } from "#lib/reviews/contract";
import { seatMember, unseatMember } from "#lib/reviews/seat-board";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function seat(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(seatForm, form, (input, actor) =>
      seatMember({
        actor,
        personId: input.person_id,
        isExternal: input.is_external === "yes",
        isTechnical: input.is_technical === "yes",
      }),
    ),
  );
}

export async function endSeat(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(endSeatForm, form, ({ seat_id: seatId }, actor) => unseatMember({ actor, seatId })),
  );
}

function shown(state: FormState): FormState {
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}
