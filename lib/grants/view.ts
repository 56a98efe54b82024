import type { Actor } from "#lib/identity/actor";
import { hasStaffRole, requireMember, requireStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { describeGrant } from "./describe-grant";
import { isStopped } from "./grant";
import { findAskedOfTenant } from "./reinstatement-store";
import { findGrantsOfTenant } from "./store";
import { SUSPENDERS } from "./suspend-tenant";
import { findOpenSuspension } from "./suspension-store";
import { findThrownSwitches } from "./switch-store";
import { findTenant, findTenants } from "./tenant-store";

const READERS = ["operator", "compliance_officer", "auditor", "intake", "approver"] as const;

/** A tenant's grants in words and as data, newest first, with its suspension when there is one. */
export async function grantsOfTenant(actor: Actor, organisationId: string) {
  if (!hasStaffRole(actor, ...READERS)) requireMember(actor, organisationId);
  const [tenant, grants, suspension, asked] = await read((tx) =>
    Promise.all([
      findTenant(tx, organisationId),
      findGrantsOfTenant(tx, organisationId),
      findOpenSuspension(tx, organisationId),
      findAskedOfTenant(tx, organisationId),
    ]),
  );
  if (tenant === null) throw new AppError("not_found");
  return {
    tenant,
    grants: grants.map((grant) => ({
      ...grant,
      sentences: describeGrant(grant.terms),
      isStopped: isStopped(grant.state),
      /** What the first of two said who let it go on; null before. */
      reinstatement: asked.find(({ grantId }) => grantId === grant.id) ?? null,
    })),
    suspension:
      suspension === null
        ? null
        : {
            reason: suspension.reason,
            since: suspension.createdAt,
            liftAskedById: suspension.firstLiftById,
            liftReason: suspension.liftReason,
          },
    may: mayDo(actor),
  };
}

/** What this person may do to a tenant and its grants, as the verbs themselves judge it. */
function mayDo(actor: Actor) {
  const isOfficer = hasStaffRole(actor, "operator", "compliance_officer");
  return {
    suspend: hasStaffRole(actor, ...SUSPENDERS),
    lift: isOfficer,
    revokeGrant: isOfficer,
    revokeKey: isOfficer,
  };
}

/** Every organisation that holds a grant, with what is live there: the operator's list. */
export async function tenantsForOperator(actor: Actor) {
  requireStaffRole(actor, ...READERS);
  return read((tx) => findTenants(tx));
}

/** Switches that are thrown now, newest first. */
export async function thrownSwitches(actor: Actor) {
  requireStaffRole(actor, ...READERS);
  return read((tx) => findThrownSwitches(tx));
}
