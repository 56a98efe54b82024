import { type Actor, hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requireKeeper, STAFF_KEEPERS, STAFF_READERS } from "./keepers";
import { type HeldRole, readProposalText, type StaffStatement } from "./proposal";
import { type ProposalEvent, proposalHistory } from "./proposal-history";
import { type ProposalState, proposalState } from "./proposal-state";
import { findProposal, findProposals, type Proposal } from "./proposal-store";
import { findByEmail, findNames, findStaff, type StaffPerson } from "./role-store";

export type StaffLine = {
  id: string;
  name: string;
  email: string;
  roles: readonly { role: string; homeLane: string | null; since: Date }[];
  /** As two people said it last; null where nobody has. */
  employer: string | null;
  /** `former`: every role has ended. */
  state: "active" | "closed" | "former";
  isSelf: boolean;
};

export type ProposalLine = {
  id: string;
  action: StaffStatement["action"];
  name: string;
  email: string;
  roles: readonly HeldRole[];
  state: ProposalState;
  proposedBy: string;
  proposedAt: Date;
};

export type StaffDesk = {
  people: readonly StaffLine[];
  proposals: readonly ProposalLine[];
  mayPropose: boolean;
};

/**
 * Everyone who is or was staff, and every proposal, the newest first.
 *
 * @throws AppError `forbidden` for others than compliance officers, operators and auditors
 */
export function staffDesk(actor: Actor): Promise<StaffDesk> {
  requireStaffRole(actor, ...STAFF_READERS);
  return read(async (tx) => {
    const [people, proposals] = [await findStaff(tx), await findProposals(tx)];
    const now = await databaseNow(tx);
    const names = await findNames(
      tx,
      proposals.map(({ proposedById }) => proposedById),
    );
    const lines: ProposalLine[] = [];
    for (const proposal of proposals) lines.push(await lineOf(tx, proposal, names, now));
    return {
      people: people.map((person) => staffLine(person, proposals, actor)),
      proposals: lines,
      mayPropose: hasStaffRole(actor, ...STAFF_KEEPERS),
    };
  });
}

/** How many proposals wait for a second person. */
export function countProposalsWaiting(actor: Actor): Promise<number> {
  requireStaffRole(actor, ...STAFF_READERS);
  return read((tx) => tx.staffProposal.count({ where: { confirmation: null, refusal: null } }));
}

export type ProposalPage = ProposalLine & {
  said: StaffStatement;
  canonical: string;
  digest: string;
  history: readonly ProposalEvent[];
  mayJudge: boolean;
  /** The reader has proposed it, or it concerns them. */
  ownPart: "proposed" | "concerned" | null;
};

/** One proposal, and what its reader may do about it. @throws AppError `forbidden` as the desk; `not_found` */
export function proposalPage(actor: Actor, id: string): Promise<ProposalPage> {
  requireStaffRole(actor, ...STAFF_READERS);
  return read(async (tx) => {
    const proposal = await findProposal(tx, id);
    if (proposal === null) throw new AppError("not_found");
    const names = await findNames(tx, [proposal.proposedById]);
    const line = await lineOf(tx, proposal, names, await databaseNow(tx));
    const ownPart = await partOf(tx, proposal, actor);
    return {
      ...line,
      said: readProposalText(proposal.canonical),
      canonical: proposal.canonical,
      digest: proposal.digest,
      history: await proposalHistory(tx, proposal, actor.personId),
      mayJudge: line.state === "proposed" && ownPart === null && hasStaffRole(actor, ...STAFF_KEEPERS),
      ownPart,
    };
  });
}

export type Concerned = { email: string; name: string; roles: readonly string[] };

/**
 * Whom a proposal is to concern, with the roles held now.
 *
 * @throws AppError `forbidden` for others than compliance officers and operators; `not_found` for nobody of the staff
 */
export function staffConcerned(actor: Actor, personId: string): Promise<Concerned> {
  requireKeeper(actor);
  return read(async (tx) => {
    const person = (await findStaff(tx)).find(({ id }) => id === personId);
    if (person === undefined) throw new AppError("not_found");
    const { email, name, staffRoles } = person;
    return {
      email,
      name,
      roles: staffRoles.filter(({ endedAt }) => endedAt === null).map(({ role }) => role),
    };
  });
}

async function lineOf(
  tx: Tx,
  proposal: Proposal,
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<ProposalLine> {
  const said = readProposalText(proposal.canonical);
  const { id, proposedAt, proposedById } = proposal;
  const { action, name, email, roles } = said;
  return {
    id,
    action,
    name,
    email,
    roles,
    state: proposalState(proposal, said, await findByEmail(tx, email), now),
    proposedBy: names.get(proposedById) ?? "someone",
    proposedAt,
  };
}

function staffLine(person: StaffPerson, proposals: readonly Proposal[], { personId }: Actor): StaffLine {
  const { id, name, email, staffRoles, disabledAt } = person;
  const held = staffRoles.filter(({ endedAt }) => endedAt === null);
  const said = proposals.find(
    (one) => one.email === email && one.action === "enrol" && one.confirmation !== null,
  );
  return {
    id,
    name,
    email,
    roles: held.map(({ role, homeLane, grantedAt }) => ({ role, homeLane, since: grantedAt })),
    employer: said === undefined ? null : readProposalText(said.canonical).employer,
    state: disabledAt !== null ? "closed" : held.length === 0 ? "former" : "active",
    isSelf: id === personId,
  };
}

async function partOf(tx: Tx, { proposedById, email }: Proposal, { personId }: Actor) {
  if (proposedById === personId) return "proposed";
  return (await findByEmail(tx, email))?.id === personId ? "concerned" : null;
}
