import { LANES } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import { type Language, languageOr } from "#lib/platform/language";
import type { Audience } from "./telling";
import type { Scope } from "./tellings-of";

/** Someone to be told. */
export type Reader = { personId: string; address: string; language: Language };

export type Case = {
  applicationId: string | null;
  reference: string | null;
  organisationId: string | null;
  tier: string | null;
  personId: string | null;
};

/** The case and organisation that an event is about, as far as it has them. */
export async function findCaseOf(tx: Tx, scope: Scope): Promise<Case> {
  const columns = { id: true, reference: true, organisationId: true, tier: true } as const;
  const grant =
    scope.grantId === undefined
      ? null
      : await tx.grant.findUnique({
          where: { id: scope.grantId },
          select: { application: { select: columns } },
        });
  const application =
    scope.applicationId === undefined
      ? (grant?.application ?? null)
      : await tx.application.findUnique({ where: { id: scope.applicationId }, select: columns });
  return {
    applicationId: application?.id ?? null,
    reference: application?.reference ?? null,
    organisationId: application?.organisationId ?? scope.organisationId ?? null,
    tier: application?.tier ?? null,
    personId: scope.personId ?? null,
  };
}

/** Everyone in an audience who can sign in. Staff with a conflict in the case, or recused from it, are in none. */
export async function findReaders(tx: Tx, audience: Audience, of: Case): Promise<readonly Reader[]> {
  const people = await tx.person.findMany({
    where: { disabledAt: null, ...(await conditionOf(tx, audience, of)) },
    orderBy: { id: "asc" },
    select: { id: true, email: true, language: true },
  });
  return people.map(({ id, email, language }) => ({
    personId: id,
    address: email,
    language: languageOr(language),
  }));
}

/** Members of the applicant are told as its members and never as staff, whatever roles they hold. */
async function conditionOf(tx: Tx, audience: Audience, of: Case) {
  switch (audience) {
    case "members":
      return member(of, ["admin", "signatory", "contributor"]);
    case "signatories":
      return member(of, ["admin", "signatory"]);
    case "admins":
      return member(of, ["admin"]);
    case "person":
      return { id: of.personId ?? "" };
    case "lanes":
      return { id: { in: await findLaneHolders(tx, of) }, NOT: await conflicted(tx, of) };
    case "pool":
      return staff(["intake", ...LANES], await conflicted(tx, of));
    case "approvers":
      return staff(of.tier === "T4" ? ["approver", "board_member"] : ["approver"], await conflicted(tx, of));
    case "desk":
      return staff(["intake", "compliance", "compliance_officer"], await conflicted(tx, of));
    case "concern_desk":
      return staff(["compliance", "compliance_officer"], await conflicted(tx, of));
    case "appeals":
      return staff(["appeals"], await conflicted(tx, of));
    case "staff_keepers":
    case "finders":
      return staff(["compliance_officer", "operator"], await conflicted(tx, of));
    case "board":
      return staff(["board_member"], await conflicted(tx, of));
    case "legal":
      return staff(["legal"], await conflicted(tx, of));
  }
}

function member({ organisationId }: Case, roles: readonly string[]) {
  return {
    memberships: {
      some: { organisationId: organisationId ?? "", endedAt: null, role: { in: [...roles] } },
    },
  };
}

function staff<Condition>(roles: readonly string[], not: Condition) {
  return { staffRoles: { some: { endedAt: null, role: { in: [...roles] } } }, NOT: not };
}

async function findLaneHolders(tx: Tx, { applicationId }: Case): Promise<string[]> {
  const rows = await tx.laneAssignment.findMany({
    where: { applicationId: applicationId ?? "", recusedAt: null },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}

async function conflicted(tx: Tx, { applicationId, organisationId }: Case) {
  const [recused, declared] = await Promise.all([
    tx.laneAssignment.findMany({
      where: { applicationId: applicationId ?? "", recusedAt: { not: null } },
      select: { personId: true },
    }),
    tx.conflictDeclaration.findMany({
      where: { applicationId: applicationId ?? "", hasConflict: true },
      select: { personId: true },
    }),
  ]);
  const ids = [...recused, ...declared].map(({ personId }) => personId);
  return [
    { id: { in: ids } },
    { memberships: { some: { organisationId: organisationId ?? "", endedAt: null } } },
  ];
}
