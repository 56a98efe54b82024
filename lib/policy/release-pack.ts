import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { PolicyPack } from "./pack";
import { packContent, packDigest } from "./pack-digest";
import { findNewestPack, findPack, insertPackOnce } from "./pack-store";

export type Release = {
  version: string;
  digest: string;
  /** False when exactly this pack was released before. */
  isNew: boolean;
};

/**
 * Releases the pack that an installation ships with, when it has none: nobody wrote it here, and nothing is judged
 * before it. Doing it again changes nothing. Every later pack is a draft that someone else releases (`releaseDraft`);
 * the database takes no other.
 *
 * @throws AppError `wrong_state` when the version is on file with other content, or another pack is in force
 */
export function releasePack({ pack }: { actor: "service"; pack: PolicyPack }): Promise<Release> {
  const { version } = pack;
  const digest = packDigest(pack);
  return transaction(async (tx) => {
    const onFile = await findPack(tx, version);
    if (onFile !== null) return sameAsOnFile(onFile.digest, { version, digest });
    if ((await findNewestPack(tx)) !== null) {
      throw new AppError(
        "wrong_state",
        "A pack is in force: write the next one as a draft, for someone else to release.",
      );
    }
    const releasedAt = await databaseNow(tx);
    const isNew = await insertPackOnce(tx, { version, digest, content: packContent(pack), releasedAt });
    // Someone was first while this transaction waited.
    if (!isNew) return sameAsOnFile((await findPack(tx, version))?.digest, { version, digest });
    await appendEntry(tx, {
      kind: "policy.released",
      subjectId: version,
      data: { version, digest, actor: null },
    });
    return { version, digest, isNew };
  });
}

function sameAsOnFile(onFile: string | undefined, { version, digest }: Omit<Release, "isNew">): Release {
  if (onFile === digest) return { version, digest, isNew: false };
  throw new AppError(
    "wrong_state",
    `Version ${version} was released with other content; give this one a new version.`,
  );
}
