import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { PolicyPack } from "./pack";
import { packContent, packDigest } from "./pack-digest";
import { findPack, insertPackOnce } from "./pack-store";

export type Release = {
  version: string;
  digest: string;
  /** False when exactly this pack was released before. */
  isNew: boolean;
};

/**
 * Releases a checked pack: from now on it judges. Doing it again changes nothing; a version never changes.
 *
 * @param actor a policy releaser, or `service` when an installation releases the pack that it ships with
 * @throws AppError `forbidden` for another role; `wrong_state` when the version is on file with other content
 */
export function releasePack({
  actor,
  pack,
}: {
  actor: Actor | "service";
  pack: PolicyPack;
}): Promise<Release> {
  if (actor !== "service") requireStaffRole(actor, "policy_releaser");
  const { version } = pack;
  const digest = packDigest(pack);
  return transaction(async (tx) => {
    const releasedAt = await databaseNow(tx);
    const isNew = await insertPackOnce(tx, { version, digest, content: packContent(pack), releasedAt });
    if (!isNew) {
      const onFile = await findPack(tx, version);
      if (onFile?.digest !== digest) {
        throw new AppError(
          "wrong_state",
          `Version ${version} was released with other content; give this one a new version.`,
        );
      }
      return { version, digest, isNew };
    }
    await appendEntry(tx, {
      kind: "policy.released",
      subjectId: version,
      data: { version, digest, actor: actor === "service" ? null : actor.personId },
    });
    return { version, digest, isNew };
  });
}
