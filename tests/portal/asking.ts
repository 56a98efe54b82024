import { createApplication } from "#lib/applications/create-application";
import type { Actor } from "#lib/identity/actor";
import { demoActor } from "#lib/identity/demo-actor";
import { seedDemo, seedPolicy } from "../../prisma/seed";

const SITE = "http://127.0.0.1:3000";

let asking: Actor | null = null;
let owner: Actor | null = null;

/**
 * Who asks is in a cookie, which only Next can read: this stands in the place of `app/_edge/current-actor`, and all
 * else is as it is. A mock is hoisted in its own file alone, so each test names this module in a `vi.mock` of its own.
 */
export async function currentActor(): Promise<Actor | null> {
  return asking;
}

/** The demo's people, and an application of one of them, who asks from here on unless a request says otherwise. */
export async function seedAsking(title: string): Promise<{ owner: Actor; stranger: Actor; id: string }> {
  await seedPolicy();
  await seedDemo();
  owner = await demoActor("admin@northwind.example");
  const stranger = await demoActor("admin@st-alder.example");
  const { applicationId: id } = await createApplication({ actor: owner, title });
  return { owner, stranger, id };
}

export type Init = { actor?: Actor | null; headers?: Record<string, string>; body?: BodyInit };

/**
 * A request as the portal's own pages make it.
 *
 * @param path below `/api/applications/`
 * @param init.actor who asks; null is nobody
 */
export function request(path: string, method: string, init: Init = {}): Request {
  const { actor = owner, headers = {}, body } = init;
  asking = actor;
  // A browser names the page's origin with all but a plain GET.
  const origin: Record<string, string> = method === "GET" ? {} : { origin: SITE };
  return new Request(`${SITE}/api/applications/${path}`, {
    method,
    headers: { ...origin, host: "127.0.0.1:3000", ...headers },
    ...(body === undefined ? {} : { body }),
  });
}
