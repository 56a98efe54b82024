import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { canonicalJson, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { insertSimulation } from "./pack-draft-store";
import { lockOpenDraft } from "./write-pack-draft";

/**
 * Keeps what a draft would have said of past applications, so that it may be released. Called by the room that has
 * them at hand; who may try a draft is judged there.
 *
 * @param run.digest of the text that was tried @param run.against the version in force that it was compared with
 * @throws AppError `not_found`; `wrong_state` once it has ended; `digest_changed` when it was written meanwhile
 */
export function recordSimulation(
  actor: Actor,
  run: { draftId: string; digest: string; against: string; cases: number; result: JsonObject },
): Promise<string> {
  return transaction(async (tx) => {
    const draft = await lockOpenDraft(tx, run.draftId);
    if (draft.digest !== run.digest) {
      throw new AppError("digest_changed", "The draft was changed while it was tried: try it again.");
    }
    const id = await insertSimulation(tx, { ...run, ranById: actor.personId });
    await appendEntry(tx, {
      kind: "pack.simulated",
      subjectId: run.draftId,
      data: {
        simulation: id,
        digest: run.digest,
        against: run.against,
        cases: run.cases,
        result_digest: sha256Hex(canonicalJson(run.result)),
        actor: actor.personId,
      },
    });
    return id;
  });
}
