import { type Actor, hasStaffRole, memberRole, requireMember, requireStaffRole } from "#lib/identity/actor";
import { LANES } from "#lib/identity/roles";
import { databaseNow, read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { loadPack } from "#lib/policy/load-pack";
import { isSingleCase } from "./grant";
import { REVIEWABLE } from "./open-re-review";
import { reReviewOpensAt } from "./re-review";
import {
  findLivingGrants,
  findWaitingReReviews,
  type LivingGrant,
  type ReReviewRow,
} from "./re-review-store";
import { findGrantHead } from "./store";
import { findSuccessors } from "./succession-store";

export type GrantDue = Pick<
  LivingGrant,
  | "id"
  | "tenantId"
  | "reference"
  | "title"
  | "organisationName"
  | "state"
  | "applicationState"
  | "expiresAt"
  | "tier"
> & { opensAt: Date | null; isEmergency: boolean };

export type ReReviewDesk = {
  /** Cases whose re-review is open and waits for its lanes. */
  waiting: readonly (ReReviewRow & { reference: string; title: string; organisationName: string })[];
  /** Every living grant, the one that ends first on top. */
  grants: readonly GrantDue[];
  may: { open: boolean; start: boolean; stop: boolean };
};

const READERS = ["operator", "compliance_officer", "auditor", "intake", "approver", ...LANES] as const;

/** What is to be looked at again, and when; with what this person may do about it. */
export function reReviewDesk(actor: Actor): Promise<ReReviewDesk> {
  requireStaffRole(actor, ...READERS);
  return read(async (tx) => {
    const grants = await findLivingGrants(tx);
    const waiting = await findWaitingReReviews(tx);
    const due = await Promise.all(
      grants.map(async ({ terms, packVersion, createdAt, ...grant }) => {
        const { pack } = await loadPack(tx, packVersion);
        const term = { createdAt, expiresAt: grant.expiresAt };
        const isEmergency = isSingleCase(terms);
        const opensAt = isEmergency ? null : reReviewOpensAt(pack, grant.tier, term);
        return { ...grant, opensAt, isEmergency };
      }),
    );
    const isOwn = (organisationId: string) => memberRole(actor, organisationId) !== undefined;
    return {
      waiting: waiting.filter(({ organisationId }) => !isOwn(organisationId)),
      grants: due.filter(({ tenantId }) => !isOwn(tenantId)),
      may: {
        open: hasStaffRole(actor, "compliance_officer"),
        start: hasStaffRole(actor, "intake", ...LANES),
        stop: hasStaffRole(actor, "operator", "compliance_officer"),
      },
    };
  });
}

export type RenewalForApplicant = {
  grantId: string;
  applicationId: string;
  state: string;
  expiresAt: Date;
  daysLeft: number;
  mayAmend: boolean;
  /** Cases that amend this grant. */
  amendments: readonly { id: string; reference: string; state: string }[];
};

const DAY_MS = 86_400_000;

/**
 * The living grant of a case, for its organisation: when it ends, and what amends it.
 *
 * @returns null when nothing of the case lives
 * @throws AppError `not_found` to everyone else
 */
export function renewalForApplicant(
  actor: Actor,
  applicationId: string,
): Promise<RenewalForApplicant | null> {
  return read(async (tx) => {
    const head = await findGrantHead(tx, applicationId);
    if (head === null) throw new AppError("not_found");
    requireMember(actor, head.organisationId);
    const { grant } = head;
    if (grant === null) return null;
    const role = memberRole(actor, head.organisationId);
    const left = grant.expiresAt.getTime() - (await databaseNow(tx)).getTime();
    return {
      grantId: grant.id,
      applicationId,
      state: grant.state,
      expiresAt: grant.expiresAt,
      daysLeft: Math.max(0, Math.ceil(left / DAY_MS)),
      mayAmend: (role === "admin" || role === "signatory") && grant.state !== "suspended",
      amendments: await findSuccessors(tx, applicationId),
    };
  });
}

/** Living grants whose use the service watches: those that are not under re-review already. No actor: for sweeps. */
export async function watchedGrants(): Promise<{ id: string; tenantId: string; packVersion: string }[]> {
  const grants = await read((tx) => findLivingGrants(tx));
  return grants
    .filter(({ applicationState }) => REVIEWABLE.includes(applicationState))
    .map(({ id, tenantId, packVersion }) => ({ id, tenantId, packVersion }));
}
