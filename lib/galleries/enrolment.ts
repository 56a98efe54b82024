import type { Gate } from "#lib/grants/load-gate";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { holdConsent } from "./consent-store";
import { countFaces } from "./face-store";
import { findSubject, lockCollection } from "./store";

/** Whose face is to be kept, and where. */
export type EnrolmentTarget = { collectionId: string; subjectId: string };

/**
 * The gate's facts with what galleries know: whether the subject of an enrolment agrees to its purpose now. Inside a
 * transaction the consent is held, so that a withdrawal comes before or after.
 *
 * @param target null for what enrols no one; the gate is then given back as it was
 */
export async function withConsent(
  tx: Tx,
  gate: Gate,
  { target, purpose }: { target: EnrolmentTarget | null; purpose: string | null },
): Promise<Gate> {
  if (target === null || purpose === null) return gate;
  const of = { tenantId: gate.tenantId, ...target };
  // In the order of withdrawals and deletions: the collection first.
  await lockCollection(tx, of);
  const consent = await holdConsent(tx, { ...of, purpose });
  return { ...gate, facts: { ...gate.facts, consent: consent === null ? "none" : "valid" } };
}

/** Is there such a subject? Asked before a picture is taken in. @throws AppError not_found */
export async function requireSubject({ tenantId }: Gate, target: EnrolmentTarget): Promise<void> {
  await read((tx) => requireSubjectOf(tx, tenantId, target));
}

/**
 * Is the subject still there, and room in the collection for one more face? Asked where the face is kept.
 *
 * @throws AppError not_found | quota_exceeded
 */
export async function requireRoom(
  tx: Tx,
  gate: Gate,
  { collectionId, subjectId }: EnrolmentTarget,
): Promise<void> {
  const { tenantId } = gate;
  await requireSubjectOf(tx, tenantId, { collectionId, subjectId });
  const most = gate.grant.terms.facesMax;
  if ((await countFaces(tx, { tenantId, collectionId })) < most) return;
  throw new AppError("quota_exceeded", `Your approval allows ${most} faces a collection.`, {
    missing: ["faces_max"],
  });
}

async function requireSubjectOf(tx: Tx, tenantId: string, target: EnrolmentTarget): Promise<void> {
  const subject = await findSubject(tx, { tenantId, subjectId: target.subjectId });
  if (subject?.collectionId !== target.collectionId) {
    throw new AppError("not_found", "There is no such subject.");
  }
}
