import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Appealable } from "./appeal";
import type { AppealGround, AppealOutcome } from "./appeal-words";
import { findPart } from "./case-store";
import type { PartInAppealed } from "./panel";

export type AppealRow = {
  id: string;
  applicationId: string;
  against: Appealable;
  revisionId: string;
  grounds: AppealGround[];
  statement: string;
  filedById: string;
  filedAt: Date;
  dueAt: Date;
  state: "open" | "decided";
  outcome: AppealOutcome | null;
  decidedAt: Date | null;
  publicReasons: string | null;
};

export type AppealProposalRow = {
  id: string;
  appealId: string;
  outcome: AppealOutcome;
  reasons: string;
  publicReasons: string;
  canonical: string;
  digest: string;
  state: "open" | "void" | "decided";
  proposedById: string;
  createdAt: Date;
  voidReason: string | null;
  signatures: { slot: number; signerId: string; method: string; reason: string; signedAt: Date }[];
};

const proposalColumns = {
  id: true,
  appealId: true,
  outcome: true,
  reasons: true,
  publicReasons: true,
  canonical: true,
  digest: true,
  state: true,
  proposedById: true,
  createdAt: true,
  voidReason: true,
  signatures: {
    orderBy: { slot: "asc" },
    select: { slot: true, signerId: true, method: true, reason: true, signedAt: true },
  },
} as const;

/** When the case last came to where it is. */
export async function findArrival(tx: Tx, applicationId: string, state: string): Promise<Date | null> {
  const event = await tx.applicationEvent.findFirst({
    where: { applicationId, toState: state },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { createdAt: true },
  });
  return event?.createdAt ?? null;
}

export async function insertAppeal(
  tx: Tx,
  appeal: Omit<AppealRow, "id" | "state" | "outcome" | "decidedAt" | "publicReasons">,
): Promise<string> {
  const id = newId("apl");
  await tx.appeal.create({ data: { id, state: "open", ...appeal }, select: { id: true } });
  return id;
}

export async function findAppeal(tx: Tx, id: string): Promise<AppealRow | undefined> {
  const row = await tx.appeal.findUnique({ where: { id } });
  // Columns that check constraints and this room alone keep to their unions.
  return row === null ? undefined : (row as AppealRow);
}

/** All appeals of a case, the latest first. */
export async function findAppealsOf(tx: Tx, applicationId: string): Promise<AppealRow[]> {
  const rows = await tx.appeal.findMany({ where: { applicationId }, orderBy: { filedAt: "desc" } });
  return rows as AppealRow[];
}

/** Appeals of every case, open ones first and the most urgent of them on top. */
export async function findAppeals(tx: Tx, take: number): Promise<AppealRow[]> {
  const rows = await tx.appeal.findMany({ orderBy: [{ state: "desc" }, { dueAt: "asc" }], take });
  return rows as AppealRow[];
}

export async function findCaseHeads(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<{ id: string; reference: string; title: string; organisation: { id: string; name: string } }[]> {
  return tx.application.findMany({
    where: { id: { in: [...applicationIds] } },
    select: { id: true, reference: true, title: true, organisation: { select: { id: true, name: true } } },
  });
}

/** Appeals that nobody has decided, and that are due by then. */
export async function findOpenAppealsDue(
  tx: Tx,
  dueBy: Date,
): Promise<{ id: string; applicationId: string; dueAt: Date }[]> {
  return tx.appeal.findMany({
    where: { state: "open", dueAt: { lte: dueBy } },
    orderBy: { dueAt: "asc" },
    take: 1_000,
    select: { id: true, applicationId: true, dueAt: true },
  });
}

/** @returns false when this was said before */
export async function insertEscalation(
  tx: Tx,
  row: { appealId: string; says: string; dueAt: Date; createdAt: Date },
): Promise<boolean> {
  const { count } = await tx.appealEscalation.createMany({ data: row, skipDuplicates: true });
  return count === 1;
}

/** What a person has to do with a case under appeal: every past part counts. */
export async function findPartInAppealed(
  tx: Tx,
  applicationId: string,
  personId: string,
): Promise<PartInAppealed> {
  const part = await findPart(tx, applicationId, personId);
  const [row] = await tx.$queryRaw<{ hasProposed: boolean; hasMoved: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "DecisionProposal"
                   WHERE "applicationId" = ${applicationId} AND "proposedById" = ${personId}) AS "hasProposed",
           EXISTS (SELECT 1 FROM "ApplicationEvent" WHERE "applicationId" = ${applicationId}
                   AND "actorId" = ${personId} AND "actorRole" <> 'appeals')
           OR EXISTS (SELECT 1 FROM "GrantEvent" e JOIN "Grant" g ON g.id = e."grantId"
                      WHERE g."applicationId" = ${applicationId} AND e."actorId" = ${personId}) AS "hasMoved"`;
  if (row === undefined) throw new Error("the database gave no answer");
  return { ...part, ...row };
}

export async function insertAppealProposal(
  tx: Tx,
  proposal: Omit<AppealProposalRow, "state" | "createdAt" | "voidReason" | "signatures">,
): Promise<void> {
  await tx.appealProposal.create({ data: { ...proposal, state: "open" }, select: { id: true } });
}

export async function findAppealProposal(tx: Tx, id: string): Promise<AppealProposalRow | undefined> {
  const row = await tx.appealProposal.findUnique({ where: { id }, select: proposalColumns });
  return row === null ? undefined : (row as AppealProposalRow);
}

/** All that was put before the panel, the latest first. */
export async function findAppealProposals(tx: Tx, appealId: string): Promise<AppealProposalRow[]> {
  const rows = await tx.appealProposal.findMany({
    where: { appealId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: proposalColumns,
  });
  return rows as AppealProposalRow[];
}

export async function closeAppealProposal(
  tx: Tx,
  id: string,
  how: { state: "decided" } | { state: "void"; voidReason: string; voidedAt: Date },
): Promise<boolean> {
  const { count } = await tx.appealProposal.updateMany({ where: { id, state: "open" }, data: how });
  return count === 1;
}

/** The database refuses it for every reason in guard_appeal_signature, and sets the time itself. */
export async function insertAppealSignature(
  tx: Tx,
  signature: {
    proposalId: string;
    slot: number;
    signerId: string;
    digest: string;
    method: string;
    stepUpId: string;
    reason: string;
  },
): Promise<void> {
  await tx.appealSignature.create({ data: { id: newId("aps"), ...signature }, select: { id: true } });
}

export async function decideAppeal(
  tx: Tx,
  id: string,
  decided: { outcome: AppealOutcome; publicReasons: string; decidedAt: Date },
): Promise<boolean> {
  const { count } = await tx.appeal.updateMany({
    where: { id, state: "open" },
    data: { state: "decided", ...decided },
  });
  return count === 1;
}
