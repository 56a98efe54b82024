import { changeState } from "#lib/applications/change-state";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { dayOf } from "#lib/policy/days";
import { requirePart, requireState } from "./access";
import type { AuthorityKind } from "./authority";
import { findDeferral, findDocuments, insertAuthority } from "./authority-store";
import { lockOpenCase } from "./open-case";

export type AuthorityInput = {
  applicationId: string;
  kind: AuthorityKind;
  /** Who issued it: a court, a parliament, a regulator. */
  issuer: string;
  /** Its number, date or citation. */
  reference: string;
  /** `2027-06-30`, or null for one without an end. */
  validUntil: string | null;
  /** A document of the case that the desk found in order. */
  evidenceId: string;
};

/**
 * Records the authority that a deferred case waits for, and gives the case back to the approvers. It approves
 * nothing: two signatures do, over a text that names the authority; and whoever records it signs none.
 *
 * @throws AppError `forbidden` for others than legal and the compliance officer, and for whoever signed in the case;
 * `wrong_state` for a case that is not deferred; `invalid_request` by field
 * @see policy pack 2026-11, part D, "A fact recorder cannot approve an application that fact unlocks"
 */
export function recordAuthority({ actor, ...input }: AuthorityInput & { actor: Actor }): Promise<void> {
  const { applicationId, kind, validUntil, evidenceId } = input;
  const issuer = input.issuer.trim();
  const reference = input.reference.trim();
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const part = await requirePart(tx, actor, applicationId);
    requireStaffRole(actor, "legal", "compliance_officer");
    if (part.hasSigned) throw new AppError("forbidden", "You signed in this case; someone else records it.");
    requireState(found, ["deferred_for_authority"], "This case does not wait for an authority.");
    const deferral = await findDeferral(tx, applicationId);
    if (deferral === null) throw new Error("a deferred case has the decision that deferred it");
    await requireWhole(tx, { ...input, issuer, reference });

    const row = { kind, issuer, reference, validUntil, evidenceId, recordedById: actor.personId };
    const id = await insertAuthority(tx, { applicationId, decisionId: deferral.id, ...row });
    await appendEntry(tx, {
      kind: "authority.recorded",
      subjectId: applicationId,
      data: {
        authority: id,
        kind,
        valid_until: validUntil,
        deferral: deferral.id,
        evidence: evidenceId,
        actor: actor.personId,
      },
      secret: { issuer, reference },
    });
    await changeState(tx, {
      applicationId,
      from: "deferred_for_authority",
      to: "decision_pending",
      actor,
      reasonCode: "authority_recorded",
    });
  });
}

async function requireWhole(tx: Tx, input: AuthorityInput): Promise<void> {
  const { issuer, reference, validUntil, evidenceId, applicationId } = input;
  const document = (await findDocuments(tx, applicationId)).find(({ id }) => id === evidenceId);
  const today = dayOf(await databaseNow(tx));
  const checks: [boolean, FieldError][] = [
    [issuer === "", { pointer: "/issuer", message: "Say who issued it" }],
    [reference === "", { pointer: "/reference", message: "Give its number or citation" }],
    [
      validUntil !== null && validUntil < today,
      { pointer: "/valid_until", message: "It is over; record one that is in force" },
    ],
    [
      document === undefined,
      { pointer: "/evidence_id", message: "Choose the document of this case that shows it" },
    ],
    [
      document !== undefined && !document.isInOrder,
      { pointer: "/evidence_id", message: "The desk has not found this document in order yet" },
    ],
  ];
  const errors = checks.filter(([isWrong]) => isWrong).map(([, error]) => error);
  if (errors.length === 0) return;
  throw new AppError("invalid_request", `${errors.map(({ message }) => message).join("; ")}.`, { errors });
}
