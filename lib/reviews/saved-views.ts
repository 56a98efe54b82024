import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requireReviewer } from "./access";
import { queueFilter, queueQuery } from "./queue-filter";
import { SAVED_VIEWS_MAX } from "./saved-view-contract";
import { deleteSavedView, findSavedViews, type SavedView, upsertSavedView } from "./saved-view-store";

/**
 * The views of the queue that somebody keeps, by name. A view is an address: it shows what its reader may see when it is opened.
 *
 * @throws AppError `not_found` for others than reviewing staff
 */
export async function savedViews(actor: Actor): Promise<SavedView[]> {
  requireReviewer(actor);
  return read((tx) => findSavedViews(tx, actor.personId));
}

/**
 * Keeps a view by name, in place of an earlier one of that name. What the queue does not know of the query is left out, and so is the page.
 *
 * @throws AppError `not_found` for others than reviewing staff; `invalid_request` when they keep `SAVED_VIEWS_MAX` already
 */
export async function saveView(input: { actor: Actor; name: string; query: string }): Promise<void> {
  const { actor, name, query } = input;
  requireReviewer(actor);
  const filter = queueFilter(valuesOf(new URLSearchParams(query)));
  await transaction(async (tx) => {
    const kept = await findSavedViews(tx, actor.personId);
    if (kept.length >= SAVED_VIEWS_MAX && !kept.some((view) => view.name === name)) {
      throw new AppError(
        "invalid_request",
        `You keep ${SAVED_VIEWS_MAX} views, as many as there can be. Remove one first.`,
      );
    }
    await upsertSavedView(tx, {
      personId: actor.personId,
      name,
      query: queueQuery({ ...filter, page: 1 }).toString(),
    });
  });
}

/** @throws AppError `not_found` when it is not the actor's */
export async function removeView({ actor, viewId }: { actor: Actor; viewId: string }): Promise<void> {
  requireReviewer(actor);
  const removed = await transaction((tx) => deleteSavedView(tx, actor.personId, viewId));
  if (removed === 0) throw new AppError("not_found");
}

/** As a page gets them: several values of one name in a row. */
function valuesOf(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
}
