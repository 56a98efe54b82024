import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { markRead, markReadUpTo } from "./store";

/**
 * Marks one of the actor's notices as read.
 *
 * @returns where it leads
 * @throws AppError `not_found` for a notice that is not theirs
 */
export async function readNotice({
  actor,
  noticeId,
}: {
  actor: Actor;
  noticeId: string;
}): Promise<{ path: string }> {
  const path = await read((tx) => markRead(tx, { id: noticeId, personId: actor.personId }));
  if (path === null) throw new AppError("not_found");
  return { path };
}

/** Marks as read all that the actor had when their page was made. @returns how many */
export async function readAllNotices({ actor, upToId }: { actor: Actor; upToId: string }): Promise<number> {
  return read((tx) => markReadUpTo(tx, { personId: actor.personId, upToId }));
}
