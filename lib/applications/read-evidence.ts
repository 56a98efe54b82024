import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { readObject } from "#lib/platform/storage/store-object";
import { mayRead } from "./access";
import { findEvidence } from "./evidence-store";

/**
 * A document's bytes, for the organisation's members and for staff.
 *
 * @throws AppError `not_found` for everyone else, and for what is not there
 */
export async function readEvidence(input: {
  actor: Actor;
  applicationId: string;
  evidenceId: string;
}): Promise<{ fileName: string; mediaType: string; bytes: Uint8Array }> {
  const evidence = await read((tx) => findEvidence(tx, input.evidenceId));
  if (evidence === undefined || !mayRead(input.actor, evidence.organisationId))
    throw new AppError("not_found");
  const { organisationId, storageKey, fileName, mediaType } = evidence;
  const bytes = await readObject({ tenantId: organisationId, purpose: "evidence", storageKey });
  return { fileName, mediaType, bytes };
}
