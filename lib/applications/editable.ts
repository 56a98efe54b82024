import type { Tx } from "#lib/platform/db";
import { isAmendable } from "./amendment";
import { findOpenAmendment } from "./amendment-store";
import type { ApplicationRow } from "./store";

type InState = Pick<ApplicationRow, "id" | "state">;

/** Whether the draft takes what is typed: before the first submission, after a refusal, and while it is amended. */
export async function isEditable(tx: Tx, application: InState): Promise<boolean> {
  return application.state === "draft" || (await isAmending(tx, application));
}

/** Whether an amendment is open beside the revision that people have at hand. */
export async function isAmending(tx: Tx, { id, state }: InState): Promise<boolean> {
  return isAmendable(state) && (await findOpenAmendment(tx, id)) !== undefined;
}
