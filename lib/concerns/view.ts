import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { ConcernState } from "./concern";
import { digestOfLink } from "./filer-link";
import { isOverdue, statementOf, stepsOf } from "./opened-words";
import type { Statement } from "./statement";
import { findConcernByLink } from "./store";

/** What a filer sees through their link: no names, of staff or of customers. */
export type FollowedConcern = {
  reference: string;
  state: ConcernState;
  filedAt: Date;
  dueAt: Date;
  isOverdue: boolean;
  /** What they filed, in their own words. */
  statement: Statement;
  hasContact: boolean;
  /** Its way so far, the latest first; an answer where one was given. */
  steps: readonly { key: string; at: Date; state: ConcernState; answer: string | null }[];
};

/**
 * A concern for whoever holds its link.
 *
 * @throws AppError `not_found` for any other text
 */
export function followConcern(secret: string): Promise<FollowedConcern> {
  return read(async (tx) => {
    const linkDigest = digestOfLink(secret);
    const concern = linkDigest === undefined ? undefined : await findConcernByLink(tx, linkDigest);
    if (concern === undefined) throw new AppError("not_found");
    const steps = await stepsOf(tx, concern.id);
    return {
      reference: concern.reference,
      state: concern.state,
      filedAt: concern.createdAt,
      dueAt: concern.dueAt,
      isOverdue: await isOverdue(tx, concern),
      statement: await statementOf(concern),
      hasContact: concern.contact !== null,
      steps: steps.map(({ key, at, state, answer }) => ({ key, at, state, answer })).reverse(),
    };
  });
}
