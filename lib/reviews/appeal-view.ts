import { readForMember } from "#lib/applications/access";
import { type Actor, memberRole } from "#lib/identity/actor";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { appealEndsAt } from "#lib/policy/clock";
import { loadPack } from "#lib/policy/load-pack";
import { requireReviewer } from "./access";
import { type Appealable, groundsAgainst, isAppealable } from "./appeal";
import {
  type AppealProposalRow,
  type AppealRow,
  findAppeal,
  findAppealProposals,
  findAppeals,
  findAppealsOf,
  findArrival,
  findCaseHeads,
  findPartInAppealed,
} from "./appeal-store";
import type { AppealGround } from "./appeal-words";
import { findNames } from "./case-store";
import { canHear, PANEL_WORDS } from "./panel";

export type AppealForApplicant = {
  applicationId: string;
  reference: string;
  title: string;
  /** What can be appealed now, on which grounds and until when; null when nothing can. */
  open: { against: Appealable; grounds: readonly AppealGround[]; endsAt: Date } | null;
  /** Whether this person may file one: an admin or a signatory. */
  mayFile: boolean;
  appeals: readonly Omit<AppealRow, "filedById" | "applicationId">[];
};

/**
 * What an applicant can appeal, and what became of earlier appeals.
 *
 * @throws AppError `not_found` to everyone else
 */
export function appealForApplicant(actor: Actor, applicationId: string): Promise<AppealForApplicant> {
  return read(async (tx) => {
    const application = await readForMember(tx, actor, applicationId);
    const { reference, title, organisationId, state, packVersion } = application;
    const role = memberRole(actor, organisationId);
    const rows = await findAppealsOf(tx, applicationId);
    return {
      applicationId,
      reference,
      title,
      open:
        packVersion !== null && isAppealable(state)
          ? await opening(tx, { applicationId, state, packVersion })
          : null,
      mayFile: role === "admin" || role === "signatory",
      appeals: rows.map(({ filedById, applicationId: _case, ...appeal }) => appeal),
    };
  });
}

async function opening(
  tx: Tx,
  of: { applicationId: string; state: Appealable; packVersion: string },
): Promise<AppealForApplicant["open"]> {
  const { pack } = await loadPack(tx, of.packVersion);
  const decidedAt = await findArrival(tx, of.applicationId, of.state);
  if (decidedAt === null) return null;
  const endsAt = appealEndsAt(pack, decidedAt);
  if ((await databaseNow(tx)) > endsAt) return null;
  return { against: of.state, grounds: groundsAgainst(of.state), endsAt };
}

export type AppealListed = AppealRow & {
  reference: string;
  title: string;
  organisationName: string;
  isOverdue: boolean;
};

const LISTED_MAX = 200;

/** Every appeal, open ones first, for staff; never those of one's own organisation. */
export function appealsForStaff(actor: Actor): Promise<AppealListed[]> {
  requireReviewer(actor);
  return read(async (tx) => {
    const rows = await findAppeals(tx, LISTED_MAX);
    const heads = new Map(
      (
        await findCaseHeads(
          tx,
          rows.map(({ applicationId }) => applicationId),
        )
      ).map((head) => [head.id, head]),
    );
    const now = await databaseNow(tx);
    return rows.flatMap((row) => {
      const head = heads.get(row.applicationId);
      if (head === undefined || memberRole(actor, head.organisation.id) !== undefined) return [];
      const isOverdue = row.state === "open" && row.dueAt < now;
      return [
        {
          ...row,
          reference: head.reference,
          title: head.title,
          organisationName: head.organisation.name,
          isOverdue,
        },
      ];
    });
  });
}

export type AppealProposalView = AppealProposalRow & {
  proposer: string;
  signers: readonly { name: string; signedAt: Date; reason: string; method: string; isMine: boolean }[];
};

export type AppealDesk = {
  appeal: AppealRow;
  reference: string;
  title: string;
  organisationName: string;
  isOverdue: boolean;
  /** Why this person may not hear it; empty when they may. */
  refusals: readonly string[];
  conflict: "undeclared" | "none" | "declared";
  /** All that was put before the panel, the latest first. */
  proposals: readonly AppealProposalView[];
};

/**
 * One appeal, as the panel and whoever may read the case see it.
 *
 * @throws AppError `not_found` for others than staff, and for the applicant's own people
 */
export function appealDesk(actor: Actor, appealId: string): Promise<AppealDesk> {
  requireReviewer(actor);
  return read(async (tx) => {
    const appeal = await findAppeal(tx, appealId);
    if (appeal === undefined) throw new AppError("not_found");
    const [head] = await findCaseHeads(tx, [appeal.applicationId]);
    if (head === undefined || memberRole(actor, head.organisation.id) !== undefined) {
      throw new AppError("not_found");
    }
    const part = await findPartInAppealed(tx, appeal.applicationId, actor.personId);
    const eligible = canHear(part, actor);
    return {
      appeal,
      reference: head.reference,
      title: head.title,
      organisationName: head.organisation.name,
      isOverdue: appeal.state === "open" && appeal.dueAt < (await databaseNow(tx)),
      refusals: eligible.ok ? [] : eligible.refusals.map((refusal) => PANEL_WORDS[refusal]),
      conflict: part.conflict,
      proposals: await proposalViews(tx, appealId, actor),
    };
  });
}

async function proposalViews(tx: Tx, appealId: string, actor: Actor): Promise<AppealProposalView[]> {
  const rows = await findAppealProposals(tx, appealId);
  const ids = rows.flatMap(({ proposedById, signatures }) => [
    proposedById,
    ...signatures.map(({ signerId }) => signerId),
  ]);
  const names = await findNames(tx, ids);
  const nameOf = (id: string) => names.get(id) ?? id;
  return rows.map((row) => ({
    ...row,
    proposer: nameOf(row.proposedById),
    signers: row.signatures.map(({ signerId, ...signature }) => ({
      ...signature,
      name: nameOf(signerId),
      isMine: signerId === actor.personId,
    })),
  }));
}
