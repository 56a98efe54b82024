import type { Actor } from "#lib/identity/actor";
import { startPasskeyStepUp } from "#lib/identity/ask-passkey";
import type { Lane } from "#lib/identity/roles";
import { confirmStepUp } from "#lib/identity/step-up";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { type Signed, signDecision } from "#lib/reviews/sign-decision";
import { holder } from "#tests/rooms/identity/passkey-holder";
import { confirmPasskeysOf } from "#tests/rooms/staff/confirmed-passkeys";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import type { SoftwareAuthenticator, Wrongly } from "#tests/support/software-authenticator";

export type PasskeyApprover = { actor: Actor; device: SoftwareAuthenticator };

/** An approver who has enrolled a passkey that another person has confirmed, with its device. */
export async function seedPasskeyApprover(lane: Lane): Promise<PasskeyApprover> {
  const { actor, device } = await holder();
  await read((tx) =>
    seedStaffRole(tx, {
      data: { id: newId("rol"), personId: actor.personId, role: "approver", homeLane: lane },
    }),
  );
  await confirmPasskeysOf(actor.personId);
  return { actor: { ...actor, staffRoles: [{ role: "approver", homeLane: lane }] }, device };
}

/** A confirmation by passkey over a digest, as the sign page makes it. @returns the step-up's id */
export async function confirmByPasskey(
  { actor, device }: PasskeyApprover,
  digest: string,
  purpose: "sign" | "step_up" = "sign",
  wrongly?: Wrongly,
): Promise<string> {
  const { challenge } = await startPasskeyStepUp({ actor, digest, purpose });
  const { stepUpId } = await confirmStepUp({ actor, digest, passkey: device.get(challenge, wrongly) });
  return stepUpId;
}

export async function signByPasskey(
  approver: PasskeyApprover,
  { proposalId, digest }: { proposalId: string; digest: string },
): Promise<Signed> {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await confirmByPasskey(approver, digest);
  const { actor } = approver;
  return signDecision({ actor, proposalId, digest, stepUpId, reason: "Deletion is proved nightly." });
}
