import { readForMember } from "#lib/applications/access";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { requirePart } from "./access";
import { type AuthorityDocument, findAuthorities, findDeferral, findDocuments } from "./authority-store";
import { readOpenCase } from "./open-case";

/** What a case was deferred for, and what was recorded since. */
export type AuthorityDesk = {
  applicationId: string;
  reference: string;
  isDeferred: boolean;
  deferral: { decidedAt: Date; reasons: string } | null;
  recorded: readonly {
    id: string;
    kind: string;
    issuer: string;
    reference: string;
    validUntil: string | null;
    at: Date;
  }[];
  documents: readonly AuthorityDocument[];
  /** Why this person cannot record it; null when they can. */
  refusal: string | null;
};

/** @throws AppError as `dossier` */
export function authorityDesk(actor: Actor, applicationId: string): Promise<AuthorityDesk> {
  return read(async (tx) => {
    const part = await requirePart(tx, actor, applicationId);
    const { reference, state } = await readOpenCase(tx, applicationId);
    const recorded = await findAuthorities(tx, applicationId);
    return {
      applicationId,
      reference,
      isDeferred: state === "deferred_for_authority",
      deferral: await findDeferral(tx, applicationId),
      recorded: recorded.map(({ recordedAt: at, ...row }) => ({
        id: row.id,
        kind: row.kind,
        issuer: row.issuer,
        reference: row.reference,
        validUntil: row.validUntil,
        at,
      })),
      documents: await findDocuments(tx, applicationId),
      refusal: refusalOf(actor, part.hasSigned),
    };
  });
}

function refusalOf(actor: Actor, hasSigned: boolean): string | null {
  if (!hasStaffRole(actor, "legal", "compliance_officer"))
    return "Legal or the compliance officer records it.";
  return hasSigned ? "You signed in this case; someone else records it." : null;
}

export type DeferralForApplicant = { decidedAt: Date; reasons: string };

/**
 * Why a case of the applicant's waits: the reasons that two people signed, and who they are not.
 *
 * @returns null for a case that does not wait for an authority
 * @throws AppError `not_found` to everyone outside the organisation
 */
export function deferralForApplicant(
  actor: Actor,
  applicationId: string,
): Promise<DeferralForApplicant | null> {
  return read(async (tx) => {
    const { state } = await readForMember(tx, actor, applicationId);
    if (state !== "deferred_for_authority") return null;
    const deferral = await findDeferral(tx, applicationId);
    return deferral === null ? null : { decidedAt: deferral.decidedAt, reasons: deferral.reasons };
  });
}
