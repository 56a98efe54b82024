import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { readObject } from "#lib/platform/storage/store-object";
import { DOCUMENT_KINDS } from "#lib/policy/vocabulary";
import { readForMember } from "./access";
import { type AddedEvidence, addEvidence } from "./add-evidence";
import { findEvidence } from "./evidence-store";

/**
 * Files a document of another application of the same organisation with this one too: its own copy, scanned and judged
 * like any other; that it was verified there says nothing here.
 *
 * @throws AppError `not_found` for a document that is another organisation's or was taken out, and as `addEvidence`
 */
export async function reuseEvidence(input: {
  actor: Actor;
  applicationId: string;
  evidenceId: string;
}): Promise<AddedEvidence> {
  const { actor, applicationId, evidenceId } = input;
  const document = await read(async (tx) => {
    const { organisationId } = await readForMember(tx, actor, applicationId);
    const found = await findEvidence(tx, evidenceId);
    if (found?.organisationId !== organisationId || found.removedAt !== null) throw new AppError("not_found");
    return found;
  });
  const kind = DOCUMENT_KINDS.find((one) => one === document.kind);
  if (kind === undefined) throw new AppError("not_found");
  const { organisationId: tenantId, storageKey, fileName: name, mediaType: declaredType } = document;
  const bytes = await readObject({ tenantId, purpose: "evidence", storageKey });
  return addEvidence({ actor, applicationId, kind, file: { name, declaredType, bytes } });
}
