import type { Actor } from "#lib/identity/actor";
import { sessionActor } from "#lib/identity/session-actor";
import { openSession } from "#lib/identity/sign-in";
import { signUp } from "#lib/identity/sign-up";

export const PASSWORD = "a sentence that is long";

let count = 0;

/** Somebody who has just signed up, with a session. */
export async function newcomer(): Promise<{ email: string; actor: Actor }> {
  count += 1;
  const email = `person-${count}@example.org`;
  const { personId } = await signUp({
    organisationName: `Organisation ${count}`,
    country: "GB",
    name: `Person ${count}`,
    email,
    password: PASSWORD,
  });
  const actor = await sessionActor(await openSession({ personId, userAgent: "test" }));
  if (actor === null) throw new Error("no session");
  return { email, actor };
}
