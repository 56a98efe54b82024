import { beforeAll, describe, expect, it } from "vitest";
import { demoActor } from "#lib/identity/demo-actor";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "#lib/identity/demo-people";
import { STAFF_ROLES } from "#lib/identity/roles";
import { seedPeople } from "#lib/identity/seed-people";
import { checkSignIn, isDemoPerson } from "#lib/identity/sign-in";
import { signUp } from "#lib/identity/sign-up";
import { demoPeople } from "#lib/identity/view";
import { read, transaction } from "#lib/platform/db";

describe("the demo's people", () => {
  beforeAll(async () => {
    expect(await seedPeople()).toBe(true);
  });

  it("are one person a role, nobody with two, and are made once", async () => {
    expect(await seedPeople()).toBe(false);
    const people = await demoPeople();
    expect(people).toHaveLength(DEMO_PEOPLE.length);
    const roles = people.flatMap(({ staffRoles }) => staffRoles.map(({ role }) => role));
    expect(new Set(roles)).toEqual(new Set(STAFF_ROLES));
    for (const { staffRoles, memberships } of people) expect(staffRoles.length + memberships.length).toBe(1);
    expect(new Set(people.flatMap(({ staffRoles }) => staffRoles.map(({ homeLane }) => homeLane))).size).toBe(
      4,
    );
  });

  it("sign in with one click or the demo's password; nobody else does with one click", async () => {
    const [person] = await demoPeople();
    if (person === undefined) throw new Error("nobody");
    expect(await isDemoPerson(person.id)).toBe(true);
    const { personId } = await signUp({
      organisationName: "Another",
      country: "GB",
      name: "Somebody",
      email: "somebody@example.org",
      password: "a sentence that is long",
    });
    expect(await isDemoPerson(personId)).toBe(false);
    expect(await isDemoPerson("per_nobody")).toBe(false);
    expect(await checkSignIn({ email: person.email, password: DEMO_PASSWORD })).toMatchObject({ ok: true });
  });

  it("are made up to this version's where an earlier one filled the demo with others", async () => {
    const others = await transaction(async (tx) => {
      const { count } = await tx.person.updateMany({
        where: { email: { endsWith: "@st-alder.example" } },
        data: { email: "admin@another-hospital.example" },
      });
      const officer = await tx.person.findUniqueOrThrow({ where: { email: "operator@countersign.example" } });
      await tx.person.update({ where: { id: officer.id }, data: { email: "desk@countersign.example" } });
      return count;
    });
    expect(others).toBe(1);
    expect(await seedPeople()).toBe(true);
    const admin = await demoActor("admin@st-alder.example");
    expect(admin.memberships).toMatchObject([{ role: "admin" }]);
    expect((await demoActor("operator@countersign.example")).staffRoles).toMatchObject([
      { role: "operator" },
    ]);
    const names = await read((tx) =>
      tx.organisation.findMany({ where: { name: { startsWith: "Northwind" } } }),
    );
    expect(names).toHaveLength(1);
    expect(await seedPeople()).toBe(false);
  });
});
