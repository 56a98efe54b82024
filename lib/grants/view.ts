import type { Actor } from "#lib/identity/actor";
import { hasStaffRole, requireMember, requireStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { describeGrant } from "./describe-grant";
import { findGrantsOfTenant } from "./store";
import { findOpenSuspension } from "./suspension-store";
import { findThrownSwitches } from "./switch-store";
import { findTenant, findTenants } from "./tenant-store";

const READERS = ["operator", "compliance_officer", "auditor", "intake", "approver"] as const;

/** A tenant's grants in words and as data, newest first, with its suspension when there is one. */
export async function grantsOfTenant(actor: Actor, organisationId: string) {
  if (!hasStaffRole(actor, ...READERS)) requireMember(actor, organisationId);
  const [tenant, grants, suspension] = await read((tx) =>
    Promise.all([
      findTenant(tx, organisationId),
      findGrantsOfTenant(tx, organisationId),
      findOpenSuspension(tx, organisationId),
    ]),
  );
  if (tenant === null) throw new AppError("not_found");
  return {
    tenant,
    grants: grants.map((grant) => ({ ...grant, sentences: describeGrant(grant.terms) })),
    suspension:
      suspension === null
        ? null
        : {
            reason: suspension.reason,
            since: suspension.createdAt,
            liftAskedById: suspension.firstLiftById,
            liftReason: suspension.liftReason,
          },
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
