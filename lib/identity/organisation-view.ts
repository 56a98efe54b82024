import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Actor, memberRole } from "./actor";
import { DOMAIN_CHECKS, isDomainCheck, recordName, recordValue } from "./domain";
import { findVerifiedDomains } from "./domain-store";
import { findOpenInvitations } from "./invitation-store";
import { findOrganisationPage } from "./member-store";
import type { MemberRole } from "./roles";

export type OrganisationPage = {
  id: string;
  name: string;
  country: string;
  /** Whether this person may change anything of it. */
  mayManage: boolean;
  members: readonly {
    personId: string;
    name: string;
    /** For admins; null for the others. */
    email: string | null;
    role: MemberRole;
    since: Date;
    isSelf: boolean;
  }[];
  /** For admins; empty for the others. */
  invitations: readonly { id: string; email: string; role: MemberRole; expiresAt: Date }[];
  domains: readonly {
    id: string;
    domain: string;
    verifiedAt: Date | null;
    checkedAt: Date | null;
    /** What the last look found, in words; null before the first. */
    found: string | null;
    record: { name: string; value: string };
  }[];
};

/**
 * An organisation as its own people see it.
 *
 * @throws AppError not_found for everyone else
 */
export async function organisationPage(actor: Actor, organisationId: string): Promise<OrganisationPage> {
  const role = memberRole(actor, organisationId);
  if (role === undefined) throw new AppError("not_found");
  const mayManage = role === "admin";
  return read(async (tx) => {
    const row = await findOrganisationPage(tx, organisationId);
    if (row === null) throw new AppError("not_found");
    const { id, name, country, memberships, domains } = row;
    return {
      id,
      name,
      country,
      mayManage,
      members: memberships.map(({ person, role: held, createdAt }) => ({
        personId: person.id,
        name: person.name,
        email: mayManage ? person.email : null,
        role: held as MemberRole,
        since: createdAt,
        isSelf: person.id === actor.personId,
      })),
      invitations: mayManage ? await findOpenInvitations(tx, id) : [],
      domains: domains.map(({ proof, lastResult, ...domain }) => ({
        ...domain,
        found: lastResult !== null && isDomainCheck(lastResult) ? DOMAIN_CHECKS[lastResult] : null,
        record: { name: recordName(domain.domain), value: recordValue(proof) },
      })),
    };
  });
}

/** The organisation's domains for reviewers, the verified with their date. The caller's view has authorised the read. */
export async function domainsOf(
  organisationId: string,
): Promise<readonly { domain: string; verifiedAt: Date | null }[]> {
  return read((tx) => findVerifiedDomains(tx, organisationId));
}
