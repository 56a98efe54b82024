import type { Gate } from "#lib/grants/load-gate";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { holdConsent } from "./consent-store";
import { type EnrolmentTarget, requireRoom } from "./enrolment";
import { insertFace } from "./face-store";
import { touchCollection } from "./store";
import { sealTemplate } from "./template";

const DAY_MS = 86_400_000;

/** A face that a worker has measured, sealed already: it still needs its row. */
export type SealedFace = EnrolmentTarget & {
  id: string;
  jobId: string;
  modelId: string;
  quality: string;
  sealed: Uint8Array<ArrayBuffer>;
};

/** Seals what a worker measured, before the transaction that keeps it: the key is fetched outside. */
export async function sealFace(
  of: { tenantId: string; jobId: string; target: EnrolmentTarget },
  measured: { modelId: string; quality: string; embedding: Float32Array },
): Promise<SealedFace> {
  const id = newId("fac");
  const { modelId, quality, embedding } = measured;
  const place = { tenantId: of.tenantId, ...of.target, faceId: id, modelId };
  return {
    ...of.target,
    id,
    jobId: of.jobId,
    modelId,
    quality,
    sealed: await sealTemplate(place, embedding),
  };
}

/**
 * Keeps a sealed face in the transaction that ends its job; the gate was asked in it before, and holds the consent.
 * The template lives no longer than the grant's time for templates, the consent, and the grant.
 *
 * @returns when the template will be deleted
 * @throws AppError not_found when the subject was deleted meanwhile | quota_exceeded when the collection filled up
 */
export async function keepFace(
  tx: Tx,
  gate: Gate,
  { face, purpose }: { face: SealedFace; purpose: string },
): Promise<{ expiresAt: Date }> {
  const { tenantId, grant, now } = gate;
  const { collectionId, subjectId, id, jobId, modelId, quality, sealed } = face;
  await touchCollection(tx, { tenantId, collectionId });
  await requireRoom(tx, gate, face);
  const consent = await holdConsent(tx, { tenantId, collectionId, subjectId, purpose });
  const ends = [
    now.getTime() + grant.terms.retention.templateDays * DAY_MS,
    Date.parse(grant.terms.expiresAt),
    consent?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
  ];
  const expiresAt = new Date(Math.min(...ends));
  await insertFace(tx, {
    id,
    tenantId,
    collectionId,
    subjectId,
    consentId: consent?.id ?? null,
    jobId,
    modelId,
    quality,
    sealed,
    createdAt: now,
    expiresAt,
  });
  const data = { subject_id: subjectId, consent_id: consent?.id ?? null, job_id: jobId };
  await appendEntry(tx, { kind: "face.enrolled", subjectId: id, data });
  return { expiresAt };
}
