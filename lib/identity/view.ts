import { read } from "#lib/platform/db";
import type { Actor } from "./actor";
import { findDemoPeople, findPerson } from "./store";

/** The demo's people for the sign-in page: id, name, e-mail and roles; empty outside the demo. */
export async function demoPeople() {
  return read((tx) => findDemoPeople(tx));
}

/** What a person sees about their own account. */
export async function ownAccount(actor: Actor): Promise<{ name: string; email: string; hasTotp: boolean }> {
  const person = await read((tx) => findPerson(tx, actor.personId));
  return { name: person?.name ?? "", email: person?.email ?? "", hasTotp: person?.totpSecret != null };
}
