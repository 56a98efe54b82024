import type { CollectionRow, ConsentRow, FaceRow, Paged, SubjectRow } from "#lib/galleries/view";
import type {
  CollectionResource,
  ConsentResource,
  FaceResource,
  SubjectResource,
} from "./contract/galleries";

export function presentPage<Row, Resource>({ items, next }: Paged<Row>, present: (row: Row) => Resource) {
  return { items: items.map(present), next_cursor: next };
}

export function presentCollection({
  id,
  name,
  subjects,
  faces,
  createdAt,
}: CollectionRow): CollectionResource {
  return { id, name, subjects, faces, created_at: createdAt.toISOString() };
}

export function presentSubject({
  id,
  collectionId,
  reference,
  faces,
  createdAt,
}: SubjectRow): SubjectResource {
  return { id, collection_id: collectionId, reference, faces, created_at: createdAt.toISOString() };
}

export function presentFace(row: FaceRow): FaceResource {
  const { id, subjectId, consentId, modelId, quality, createdAt, expiresAt } = row;
  return {
    id,
    subject_id: subjectId,
    consent_id: consentId,
    model: modelId,
    quality,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

export function presentConsent(row: ConsentRow): ConsentResource {
  const { id, subjectId, purpose, reference, createdAt, expiresAt, withdrawnAt } = row;
  return {
    id,
    subject_id: subjectId,
    purpose,
    reference,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    withdrawn_at: withdrawnAt?.toISOString() ?? null,
  };
}
