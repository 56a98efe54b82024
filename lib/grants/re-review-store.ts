import type { ApplicationState } from "#lib/applications/application";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Tier } from "#lib/policy/pack-parts";
import { LIVING } from "./grant";
import { type GrantState, type GrantTerms, readTerms } from "./terms";

export type LivingGrant = {
  id: string;
  tenantId: string;
  applicationId: string;
  version: number;
  state: GrantState;
  terms: GrantTerms;
  createdAt: Date;
  expiresAt: Date;
  reference: string;
  title: string;
  tier: Tier;
  packVersion: string;
  applicationState: ApplicationState;
  organisationName: string;
};

/** Every grant that has not ended, the one that ends first on top. */
export async function findLivingGrants(tx: Tx, take = 500): Promise<LivingGrant[]> {
  const rows = await tx.grant.findMany({
    where: { state: { in: [...LIVING] } },
    orderBy: { expiresAt: "asc" },
    take,
    select: {
      id: true,
      tenantId: true,
      applicationId: true,
      version: true,
      state: true,
      terms: true,
      createdAt: true,
      expiresAt: true,
      tenant: { select: { name: true } },
      application: { select: { reference: true, title: true, tier: true, packVersion: true, state: true } },
    },
  });
  return rows.flatMap(({ application, tenant, ...grant }) => {
    const { tier, packVersion, state, reference, title } = application;
    // A grant comes from a screened revision, which gave its case both.
    if (tier === null || packVersion === null) return [];
    return [
      {
        ...grant,
        state: grant.state as GrantState,
        terms: readTerms(grant.terms),
        reference,
        title,
        tier: tier as Tier,
        packVersion,
        applicationState: state as ApplicationState,
        organisationName: tenant.name,
      },
    ];
  });
}

export type ReReviewRow = {
  id: string;
  applicationId: string;
  grantId: string;
  trigger: string;
  reason: string;
  openedById: string | null;
  openedAt: Date;
};

export async function insertReReview(tx: Tx, row: Omit<ReReviewRow, "id">): Promise<string> {
  const id = newId("rrv");
  await tx.reReview.create({ data: { id, ...row }, select: { id: true } });
  return id;
}

/** Re-reviews of cases that wait for one to start, the oldest first. */
export async function findWaitingReReviews(tx: Tx): Promise<(ReReviewRow & CaseHead)[]> {
  const cases = await tx.application.findMany({
    where: { state: "re_review" },
    select: { id: true, reference: true, title: true, organisation: { select: { id: true, name: true } } },
  });
  const rows = await tx.reReview.findMany({
    where: { applicationId: { in: cases.map(({ id }) => id) } },
    orderBy: { openedAt: "desc" },
  });
  return cases.flatMap(({ id, organisation, ...head }) => {
    const last = rows.find(({ applicationId }) => applicationId === id);
    if (last === undefined) return [];
    return [{ ...last, ...head, organisationId: organisation.id, organisationName: organisation.name }];
  });
}

type CaseHead = { reference: string; title: string; organisationId: string; organisationName: string };

/** @returns false when it was told before */
export async function insertReminder(tx: Tx, grantId: string, daysLeft: number): Promise<boolean> {
  const { count } = await tx.grantReminder.createMany({ data: { grantId, daysLeft }, skipDuplicates: true });
  return count === 1;
}

export async function hasDueReReview(tx: Tx, grantId: string): Promise<boolean> {
  return (await tx.reReview.count({ where: { grantId, trigger: "due" } })) > 0;
}

/** Whether a case was under re-review for a reason since then. */
export async function hasReReviewSince(
  tx: Tx,
  { applicationId, trigger, since }: { applicationId: string; trigger: string; since: Date },
): Promise<boolean> {
  return (await tx.reReview.count({ where: { applicationId, trigger, openedAt: { gt: since } } })) > 0;
}
