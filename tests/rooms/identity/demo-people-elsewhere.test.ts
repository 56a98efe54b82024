import { expect, it } from "vitest";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "#lib/identity/demo-people";
import { seedPeople } from "#lib/identity/seed-people";
import { checkSignIn } from "#lib/identity/sign-in";

// Settings are read at first use, which is after this.
process.env.COUNTERSIGN_MODE = "production";

it("lets no demo person in on a database that was a demo's and is none any more", async () => {
  await seedPeople();
  for (const { email } of DEMO_PEOPLE.slice(0, 2)) {
    expect(await checkSignIn({ email, password: DEMO_PASSWORD })).toEqual({ ok: false, refusal: "wrong" });
  }
});
