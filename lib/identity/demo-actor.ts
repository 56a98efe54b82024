import { read } from "#lib/platform/db";
import type { Actor } from "./actor";
import { findActor, findPersonByEmail } from "./store";

/**
 * One of the demo's people as an actor, to fill the demo by the same verbs that its people use. There is no
 * session behind it, so nothing that asks for a confirmation can be done with it.
 *
 * @throws Error for anyone who is not a demo person
 */
export async function demoActor(email: string): Promise<Actor> {
  return read(async (tx) => {
    const person = await findPersonByEmail(tx, email);
    const actor = person?.isDemo === true ? await findActor(tx, person.id) : null;
    if (actor === null) throw new Error(`${email} is not one of the demo's people`);
    return { ...actor, sessionId: "ses_none" };
  });
}
