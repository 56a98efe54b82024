import type { Actor } from "#lib/identity/actor";
import { enrolPasskey, startPasskeyEnrolment } from "#lib/identity/enrol-passkey";
import { relyingParty } from "#lib/identity/relying-party";
import { type SoftwareAuthenticator, softwareAuthenticator } from "#tests/support/software-authenticator";
import { newcomer, PASSWORD } from "./newcomer";

export const site = relyingParty() ?? { origin: "", rpId: "" };

/** A newcomer with a passkey. */
export async function holder(counts = true): Promise<{ actor: Actor; device: SoftwareAuthenticator }> {
  const { actor } = await newcomer();
  const { creation } = await startPasskeyEnrolment(actor);
  const device = softwareAuthenticator(site, creation, counts);
  await enrolPasskey({
    actor,
    name: "A laptop",
    answer: device.create(),
    confirmation: { password: PASSWORD },
  });
  return { actor, device };
}
