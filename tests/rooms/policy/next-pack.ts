import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { transaction } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { packDigest } from "#lib/policy/pack-digest";
import { recordSimulation } from "#lib/policy/record-simulation";
import { releaseDraft } from "#lib/policy/release-draft";
import { startPackDraft } from "#lib/policy/write-pack-draft";
import { seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";

/** A draft of a pack by its author, tried on nothing. */
export async function draftOf(pack: PolicyPack, author: Actor): Promise<{ draftId: string; digest: string }> {
  const { draftId } = await startPackDraft({ actor: author, text: JSON.stringify(pack) });
  const digest = packDigest(pack);
  await triedOn(draftId, digest, author);
  return { draftId, digest };
}

export async function triedOn(draftId: string, digest: string, actor: Actor): Promise<void> {
  const against = (await transaction(activePack)).version;
  await recordSimulation(actor, { draftId, digest, against, cases: 0, result: {} });
}

/** The next pack, written by one person and released by another. */
export async function releaseNext(pack: PolicyPack): Promise<void> {
  const { draftId, digest } = await draftOf(pack, await seedStaff("policy_author"));
  const actor = await seedStaff("policy_releaser");
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest);
  await releaseDraft({ actor, draftId, digest, stepUpId, reason: "The figures hold." });
}
