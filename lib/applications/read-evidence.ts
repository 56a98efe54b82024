import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { readObject } from "#lib/platform/storage/store-object";
import { mayRead } from "./access";
import { findEvidence } from "./evidence-store";
import { findApplication } from "./store";

/**
 * A document's bytes, for the organisation's members and, once something was submitted, for staff.
 *
 * @throws AppError `not_found` for everyone else, and for what is not there
 */
export async function readEvidence(input: {
  actor: Actor;
  applicationId: string;
  evidenceId: string;
}): Promise<{ fileName: string; mediaType: string; bytes: Uint8Array }> {
  const evidence = await read(async (tx) => {
    const found = await findEvidence(tx, input.evidenceId);
    const application = await findApplication(tx, input.applicationId);
    return found?.applicationId === application?.id && mayRead(input.actor, application) ? found : undefined;
  });
  if (evidence === undefined) throw new AppError("not_found");
  const { organisationId, storageKey, fileName, mediaType } = evidence;
  const bytes = await readObject({ tenantId: organisationId, purpose: "evidence", storageKey });
  return { fileName, mediaType, bytes };
}
