import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { confirmPasskey, passkeysToConfirm } from "#lib/staff/confirm-passkey";
import { seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";

/** Has another person confirm every passkey that waits of someone of the staff. @returns how many */
export async function confirmPasskeysOf(personId: string, by?: Actor): Promise<number> {
  const actor = by ?? (await seedStaff("compliance_officer"));
  const own = await read((tx) => tx.passkey.findMany({ where: { personId }, select: { id: true } }));
  const waiting = (await passkeysToConfirm(actor)).filter(({ id }) => own.some((one) => one.id === id));
  await sequenceEntries({ now: new Date() });
  for (const { id: passkeyId, digest } of waiting)
    await confirmPasskey({ actor, passkeyId, digest, stepUpId: await seedStepUp(actor, digest) });
  return waiting.length;
}
