import { DEMO_PEOPLE } from "#lib/identity/demo-people";
import { alertOf } from "./apply";
import { openPortal, type Portal } from "./portal";
import { expect } from "./step";

/** Signs one of the demo's people in, each in a browser of their own. */
export async function enterAs(portalUrl: string, email: string): Promise<Portal> {
  const portal = openPortal(portalUrl);
  const page = await portal.open("/sign-in");
  const name = DEMO_PEOPLE.find((person) => person.email === email)?.name ?? email;
  const button = page.root
    .querySelectorAll("[data-demo-person]")
    .find((candidate) => candidate.getAttribute("aria-label")?.includes(name));
  expect(button !== undefined, () => `the sign-in page offers no ${name}: is the system in demo mode?`);
  const personId = button.getAttribute("data-demo-person") ?? "";
  const entered = await portal.submit(page, "person_id", { person_id: personId });
  expect(new URL(entered.url).pathname !== "/sign-in", () => `${name} cannot sign in: ${alertOf(entered)}`);
  return portal;
}
