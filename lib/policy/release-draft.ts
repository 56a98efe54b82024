import { type Actor, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import type { JsonObject } from "#lib/platform/canonical-json";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type DraftRow, endDraft, insertRelease, wasTried } from "./pack-draft-store";
import { findNewestPack, findPack, insertPackOnce } from "./pack-store";
import { lockOpenDraft } from "./write-pack-draft";

/** Who may release a policy pack that others wrote. */
export const PACK_RELEASERS = [
  "policy_releaser",
  "compliance_officer",
] as const satisfies readonly StaffRole[];

/** Characters of a releaser's reason. */
export const RELEASE_REASON_CHARS_MIN = 10;

/**
 * Releases a draft that others wrote: from now on it judges. Cases in flight keep the pack that they were submitted
 * under. The signature is over the draft's digest, and a passkey's answer to it is kept as with any other.
 *
 * @param digest that was on the page: 64 hex digits
 * @param stepUpId a confirmation by this person over this digest, at most five minutes old, unused
 * @throws AppError `forbidden` in another role; `signer_ineligible` for whoever wrote any of it; `not_found`;
 * `wrong_state` once it has ended, while it is no valid pack, and before it was tried on every past application against
 * the pack in force; `digest_changed`; `invalid_request` without a reason; `step_up_stale`; `unavailable` while the
 * ledger stands still
 */
export function releaseDraft(input: {
  actor: Actor;
  draftId: string;
  digest: string;
  stepUpId: string;
  reason: string;
}): Promise<{ version: string }> {
  const { actor, draftId, stepUpId } = input;
  requireStaffRole(actor, ...PACK_RELEASERS);
  const reason = requireReason(input.reason);
  return transaction(async (tx) => {
    const draft = await lockOpenDraft(tx, draftId);
    const { version, digest, canonical } = requireReleasable(draft, actor);
    if (digest !== input.digest)
      throw new AppError("digest_changed", "The draft has changed: read it again.");
    const against = (await findNewestPack(tx))?.version ?? "";
    if (!(await wasTried(tx, { draftId, digest, against }))) {
      throw new AppError(
        "wrong_state",
        `Try it on past applications against ${against} first: nothing is released blind.`,
      );
    }
    if ((await findPack(tx, version)) !== null) {
      throw new AppError(
        "wrong_state",
        `Version ${version} was released meanwhile; give this draft another.`,
      );
    }
    await requireLiveLedger(tx);
    const { method, at, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    await insertRelease(tx, { version, draftId, digest, signerId: actor.personId, reason, method, stepUpId });
    const content: JsonObject = JSON.parse(canonical);
    const releasedAt = await databaseNow(tx);
    await insertPackOnce(tx, { version, digest, content, releasedAt });
    await endDraft(tx, draftId, { state: "released", endedAt: releasedAt });
    await appendEntry(tx, {
      kind: "policy.released",
      subjectId: version,
      data: {
        version,
        digest,
        draft: draftId,
        authors: draft.authors.map(({ personId }) => personId),
        actor: actor.personId,
        method,
        step_up_at: at.toISOString(),
        assertion_digest: assertionDigest,
      },
      secret: { reason },
    });
    return { version };
  });
}

function requireReleasable(
  { authors, version, digest, canonical }: DraftRow,
  { personId }: Actor,
): { version: string; digest: string; canonical: string } {
  if (authors.some((author) => author.personId === personId)) {
    throw new AppError("signer_ineligible", "You wrote some of this draft; someone else releases it.");
  }
  if (version === null || digest === null || canonical === null) {
    throw new AppError("wrong_state", "This draft is no valid pack yet; its errors stand beside it.");
  }
  return { version, digest, canonical };
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= RELEASE_REASON_CHARS_MIN) return reason;
  const message = `Say why, in at least ${RELEASE_REASON_CHARS_MIN} characters`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}
