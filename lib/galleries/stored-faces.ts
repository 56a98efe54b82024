import type { Gate } from "#lib/grants/load-gate";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import {
  type Comparable,
  type ComparableFace,
  findFacePlace,
  listComparable,
  readSealed,
  readVersion,
  shareCollection,
} from "./comparable-store";
import { countFaces } from "./face-store";
import { findSubject } from "./store";
import { openTemplate } from "./template";

export type { Comparable, ComparableFace };

/** Whom a probe is compared with: one face, the faces of one subject, or, both null, a whole collection. */
export type Against = { collectionId: string; subjectId: string | null; faceId: string | null };

/** As a call names them. */
export type AgainstAsked = { faceId: string } | { subjectId: string } | { collectionId: string };

/**
 * Finds whom a call means among its own tenant's, before a picture is kept.
 *
 * @throws AppError not_found for another tenant's as for none, and for what is past its time
 */
export async function findAgainst({ tenantId }: Gate, asked: AgainstAsked): Promise<Against> {
  if ("faceId" in asked) {
    const { faceId } = asked;
    const place = await read((tx) => findFacePlace(tx, { tenantId, faceId }));
    if (place === null) throw new AppError("not_found", "There is no such face.");
    return { ...place, faceId };
  }
  if ("subjectId" in asked) {
    const subject = await read((tx) => findSubject(tx, { tenantId, subjectId: asked.subjectId }));
    if (subject === null) throw new AppError("not_found", "There is no such subject.");
    return { collectionId: subject.collectionId, subjectId: subject.id, faceId: null };
  }
  const { collectionId } = asked;
  if ((await read((tx) => readVersion(tx, { tenantId, collectionId }))) === null) {
    throw new AppError("not_found", "There is no such collection.");
  }
  return { collectionId, subjectId: null, faceId: null };
}

/** Which templates a question of this gate may touch: its own tenant's, of its model, and agreed to its purpose. */
export function comparableFor(
  { tenantId, grant }: Gate,
  { against, modelId, purpose }: { against: Against; modelId: string; purpose: string | null },
): Comparable {
  const agreed = grant.terms.consent === "not" ? null : (purpose ?? "");
  return { tenantId, ...against, modelId, purpose: agreed };
}

/**
 * The gate's facts with what galleries know: whether anyone of whom the question names still agrees to it. Inside a
 * transaction the collection stands still until it ends. A whole collection is filtered instead, face by face.
 */
export async function withStoredConsent(
  tx: Tx,
  gate: Gate,
  question: { against: Against; modelId: string; purpose: string | null },
): Promise<Gate> {
  const of = comparableFor(gate, question);
  await shareCollection(tx, of);
  if (of.subjectId === null && of.faceId === null) return gate;
  const faces = await listComparable(tx, of);
  return { ...gate, facts: { ...gate.facts, consent: faces.length === 0 ? "none" : "valid" } };
}

/**
 * Whether all of these may still be compared, in the transaction that releases what rests on them: the collection
 * stands still from here on, so that a deletion or withdrawal comes before, and is seen, or after the release.
 */
export async function areStillComparable(
  tx: Tx,
  of: Comparable,
  faceIds: readonly string[],
): Promise<boolean> {
  if (!(await shareCollection(tx, of))) return false;
  return (await listComparable(tx, of, faceIds)).length === new Set(faceIds).size;
}

/** Of these faces, those that may be compared now. */
export async function stillComparable(of: Comparable, faceIds: readonly string[]): Promise<Set<string>> {
  const faces = await read((tx) => listComparable(tx, of, faceIds));
  return new Set(faces.map(({ id }) => id));
}

/** Faces that a collection holds, whoever may be compared: what a search may have to go through. */
export async function countStored(of: { tenantId: string; collectionId: string }): Promise<number> {
  return read((tx) => countFaces(tx, of));
}

/** Faces that may be compared now. */
export async function listComparableOf(of: Comparable): Promise<ComparableFace[]> {
  return read((tx) => listComparable(tx, of));
}

/** A template in the clear. It never leaves the process that opened it. */
export type OpenFace = { id: string; subjectId: string; embedding: Float32Array };

/** @throws Error when a template does not open: damaged, moved, or its tenant's key shredded */
export async function openFaces(of: Comparable, faceIds: readonly string[]): Promise<OpenFace[]> {
  const sealed = await read((tx) => readSealed(tx, of, faceIds));
  return Promise.all(
    sealed.map(async ({ id, subjectId, sealed: bytes }) => {
      const place = { ...of, subjectId, faceId: id };
      return { id, subjectId, embedding: await openTemplate(place, bytes) };
    }),
  );
}

/** What may be compared now, and the version of the collection that this holds for at the least. */
export async function viewComparable(
  of: Comparable,
): Promise<{ version: number; faces: ComparableFace[] } | null> {
  // The version first: what changes between the two reads makes the copy older than it is, never newer.
  const found = await read((tx) => readVersion(tx, of));
  return found && { version: found.version, faces: await read((tx) => listComparable(tx, of)) };
}

/** @returns null for a collection that is gone */
export async function currentVersion(of: Comparable): Promise<{ version: number; now: Date } | null> {
  return read((tx) => readVersion(tx, of));
}
