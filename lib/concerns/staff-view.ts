import { type Actor, hasStaffRole, memberRole } from "#lib/identity/actor";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import {
  CONCERN_READERS,
  CONCERN_STATES,
  CONTACT_READERS,
  type ConcernState,
  concernEdge,
  type FiledAs,
} from "./concern";
import { isOverdue, statementOf, stepsOf } from "./opened-words";
import { openWords } from "./sealed-words";
import type { Statement } from "./statement";
import {
  type ConcernRow,
  countConcerns,
  findConcern,
  findConcerns,
  findGrantsToLink,
  findLinkedGrant,
  findTriager,
  type LinkedGrant,
} from "./store";

export type ListedConcern = {
  id: string;
  reference: string;
  state: ConcernState;
  filedAs: FiledAs;
  filedAt: Date;
  dueAt: Date;
  isOverdue: boolean;
  /** The first words of what happened. */
  opening: string;
};

const OPENING_CHARACTERS = 160;
const LISTED_MAX = 200;

/**
 * Concerns for staff, by what is due first.
 *
 * @param only one state; every state when null
 * @throws AppError `forbidden`
 */
export function listConcerns(
  actor: Actor,
  only: ConcernState | null,
): Promise<{ rows: readonly ListedConcern[]; counts: Readonly<Record<ConcernState, number>> }> {
  requireReader(actor);
  return read(async (tx) => {
    const states = only === null ? CONCERN_STATES : [only];
    const found = await findConcerns(tx, { states, take: LISTED_MAX });
    const counts = await countConcerns(tx);
    const rows = await Promise.all(found.map((concern) => listed(tx, concern)));
    const count = (state: ConcernState) => counts.get(state) ?? 0;
    return {
      rows,
      counts: {
        open: count("open"),
        triaged: count("triaged"),
        upheld: count("upheld"),
        not_upheld: count("not_upheld"),
        no_case: count("no_case"),
      },
    };
  });
}

async function listed(tx: Tx, concern: ConcernRow): Promise<ListedConcern> {
  const { id, reference, state, filedAs, createdAt: filedAt, dueAt } = concern;
  const { happened } = await statementOf(concern);
  const opening = happened.replaceAll(/\s+/g, " ");
  return {
    id,
    reference,
    state,
    filedAs,
    filedAt,
    dueAt,
    isOverdue: await isOverdue(tx, concern),
    opening:
      opening.length <= OPENING_CHARACTERS
        ? opening
        : `${opening.slice(0, OPENING_CHARACTERS).toWellFormed()}…`,
  };
}

export type ConcernDetail = Omit<ListedConcern, "opening"> & {
  statement: Statement;
  /** Null when none was given, and for an auditor. */
  contact: string | null;
  hasContact: boolean;
  grant: LinkedGrant | null;
  steps: readonly {
    key: string;
    at: Date;
    state: ConcernState;
    by: string | null;
    answer: string | null;
    note: string | null;
  }[];
  /** Approvals that it can be linked to, for those who may; never shown to anyone outside. */
  grants: readonly LinkedGrant[];
  may: { triage: boolean; decide: boolean };
};

/** @throws AppError `not_found` for a concern that is not there, `forbidden` for who may not read concerns */
export function concernDetail(actor: Actor, concernId: string): Promise<ConcernDetail> {
  requireReader(actor);
  return read(async (tx) => {
    const concern = await findConcern(tx, concernId);
    if (concern === undefined) throw new AppError("not_found");
    const grant = concern.grantId === null ? null : ((await findLinkedGrant(tx, concern.grantId)) ?? null);
    if (grant !== null && memberRole(actor, grant.tenantId) !== undefined) {
      throw new AppError("forbidden", "You belong to the organisation concerned: other people handle this.");
    }
    const isTriager = (await findTriager(tx, concernId)) === actor.personId;
    const may = {
      triage: mayMove(actor, concern.state, "triaged"),
      decide: mayMove(actor, concern.state, "upheld") && !isTriager,
    };
    const seesContact = concern.contact !== null && hasStaffRole(actor, ...CONTACT_READERS);
    const { opening: _, ...line } = await listed(tx, concern);
    return {
      ...line,
      statement: await statementOf(concern),
      contact:
        seesContact && concern.contact !== null
          ? await openWords(concern.id, "contact", concern.contact)
          : null,
      hasContact: concern.contact !== null,
      grant,
      steps: [...(await stepsOf(tx, concern.id))].reverse(),
      grants: may.triage || may.decide ? await findGrantsToLink(tx) : [],
      may,
    };
  });
}

function mayMove(actor: Actor, from: ConcernState, to: ConcernState): boolean {
  const edge = concernEdge(from, to);
  return edge !== undefined && hasStaffRole(actor, ...edge.who);
}

function requireReader(actor: Actor): void {
  if (hasStaffRole(actor, ...CONCERN_READERS)) return;
  throw new AppError("forbidden", "Concerns are read by compliance, appeals and auditors.");
}
