import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Caller, requireReader } from "./access";
import { type ConsentRow, findConsent } from "./consent-store";
import type { EnrolmentTarget } from "./enrolment";
import { type FaceRow, listFaces } from "./face-store";
import { type CollectionRow, listCollections, listSubjects, type SubjectRow } from "./store";

export type { CollectionRow, ConsentRow, FaceRow, SubjectRow };

/** `cursor`: the `next` of the page before. */
export type Paging = { cursor?: string | undefined; limit: number };
export type Paged<T> = { items: T[]; next: string | null };

/** Every view: the caller's own tenant only. @throws AppError the gate's codes | not_found */
export async function viewCollections(caller: Caller, paging: Paging): Promise<Paged<CollectionRow>> {
  await requireReader(caller);
  return paged(paging, (page) => read((tx) => listCollections(tx, caller.tenantId, page)));
}

export async function viewCollection(caller: Caller, collectionId: string): Promise<CollectionRow> {
  await requireReader(caller);
  const page = { after: "", limit: 1, only: collectionId };
  const [row] = await read((tx) => listCollections(tx, caller.tenantId, page));
  return found(row, "collection");
}

export async function viewSubjects(
  caller: Caller,
  collectionId: string,
  paging: Paging,
): Promise<Paged<SubjectRow>> {
  await viewCollection(caller, collectionId);
  const of = { tenantId: caller.tenantId, collectionId };
  return paged(paging, (page) => read((tx) => listSubjects(tx, of, page)));
}

export async function viewSubject(
  caller: Caller,
  { collectionId, subjectId }: EnrolmentTarget,
): Promise<SubjectRow> {
  await requireReader(caller);
  const of = { tenantId: caller.tenantId, collectionId };
  const [row] = await read((tx) => listSubjects(tx, of, { after: "", limit: 1, only: subjectId }));
  return found(row, "subject");
}

export async function viewFaces(
  caller: Caller,
  target: EnrolmentTarget,
  paging: Paging,
): Promise<Paged<FaceRow>> {
  const { now } = await requireReader(caller);
  await viewSubject(caller, target);
  const of = { tenantId: caller.tenantId, subjectId: target.subjectId };
  return paged(paging, (page) => read((tx) => listFaces(tx, of, { ...page, now })));
}

export async function viewConsent(caller: Caller, consentId: string): Promise<ConsentRow> {
  await requireReader(caller);
  const row = await read((tx) => findConsent(tx, { tenantId: caller.tenantId, consentId }));
  return found(row, "consent");
}

function found<T>(row: T | null | undefined, what: string): T {
  if (row === null || row === undefined) throw new AppError("not_found", `There is no such ${what}.`);
  return row;
}

async function paged<T extends { id: string }>(
  { cursor = "", limit }: Paging,
  list: (page: { after: string; limit: number }) => Promise<T[]>,
): Promise<Paged<T>> {
  const rows = await list({ after: cursor, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
