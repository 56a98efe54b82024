import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { readForMember } from "./access";
import { findFiledEvidence, findLibrary } from "./evidence-store";

/** A document that the organisation filed with another application. */
export type LibraryDocument = {
  id: string;
  kind: string;
  fileName: string;
  bytes: number;
  sha256: string;
  createdAt: Date;
  /** Where it was filed last. */
  applicationReference: string;
};

/**
 * What the organisation has on file elsewhere and not in this application, each document once, the latest first.
 *
 * @throws AppError `not_found`
 */
export function documentLibrary(actor: Actor, applicationId: string): Promise<readonly LibraryDocument[]> {
  return read(async (tx) => {
    const { organisationId } = await readForMember(tx, actor, applicationId);
    const here = new Set((await findFiledEvidence(tx, applicationId)).map(contentOf));
    const seen = new Set<string>();
    return (await findLibrary(tx, organisationId, applicationId)).filter((document) => {
      const content = contentOf(document);
      const isNew = !here.has(content) && !seen.has(content);
      seen.add(content);
      return isNew;
    });
  });
}

function contentOf({ kind, sha256 }: { kind: string; sha256: string }): string {
  return `${kind} ${sha256}`;
}
