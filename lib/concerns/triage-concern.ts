import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { moveAlong, requireConcern } from "./move-concern";
import { concernSeal } from "./sealed-words";

/**
 * The mandatory triage: someone has read it, noted what they found out and, where they found it, which approval it is
 * about. Decides nothing.
 *
 * @param input.grantId "" while nothing was found
 * @throws AppError as `moveAlong`
 */
export async function triageConcern(input: {
  actor: Actor;
  concernId: string;
  grantId: string;
  note: string;
}): Promise<void> {
  const { actor, concernId, grantId } = input;
  await requireConcern(actor, concernId);
  const sealed = await concernSeal(concernId);
  const note = sealed("note", input.note);
  await transaction((tx) => moveAlong(tx, { actor, concernId, to: "triaged", grantId, answer: null, note }));
}
