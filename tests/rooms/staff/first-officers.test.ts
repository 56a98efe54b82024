import { beforeAll, expect, test } from "vitest";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { acceptStaffAsNew } from "#lib/staff/accept-staff-invitation";
import { nameFirstOfficers } from "#lib/staff/first-officers";
import { mailedCodes } from "../identity/mailed-code";
import { giveRaw, raw, rolesOf, seedCandidate } from "./staff-case";

const [ADA, BO] = ["ada@house.example", "bo@house.example"];
const name = (...emails: string[]) => nameFirstOfficers({ emails, by: "mail" });
const come = (code: string) =>
  acceptStaffAsNew({ code, name: "First Officer", password: "a sentence that is long", language: "en" });

// The tests' database is opened as a demo's; an installation's is not.
beforeAll(async () => {
  await expect(name(ADA, BO)).rejects.toMatchObject({ code: "wrong_state" });
  await raw(`ALTER TABLE "StaffOpening" DISABLE TRIGGER USER`);
  await raw(`DELETE FROM "StaffOpening"`);
  await raw(`ALTER TABLE "StaffOpening" ENABLE TRIGGER USER`);
});

test("the two first officers of an empty installation come by links of their own, and nobody else does", async () => {
  await expect(name(ADA)).rejects.toMatchObject({ code: "invalid_request" });
  await expect(name(ADA, "ADA@house.example ")).rejects.toMatchObject({ code: "invalid_request" });
  expect(await name(BO, ADA)).toEqual([
    { email: ADA, link: null },
    { email: BO, link: null },
  ]);
  const [first = ""] = await mailedCodes(ADA, "/invitation/staff");
  const { personId } = await come(first);
  expect(await rolesOf(personId)).toEqual(["compliance_officer"]);

  // Who has not come is sent another link; others are not named any more.
  await expect(name(ADA, "eve@house.example")).rejects.toMatchObject({ code: "wrong_state" });
  expect(await name(ADA, BO)).toEqual([{ email: BO, link: null }]);
  const [again = ""] = await mailedCodes(BO, "/invitation/staff");
  const other = await come(again);
  expect(await rolesOf(other.personId)).toEqual(["compliance_officer"]);
  await expect(name(ADA, BO)).rejects.toMatchObject({ code: "wrong_state" });
});

test("in raw SQL nobody else is a first officer, takes another role, or is of a demo", async () => {
  const eve = await seedCandidate("Eve");
  await expect(giveRaw(eve.personId, "compliance_officer")).rejects.toThrow(/staff_unproposed/);
  const ada = await read((tx) => tx.person.findUniqueOrThrow({ where: { email: ADA } }));
  await expect(giveRaw(ada.id, "approver")).rejects.toThrow(/staff_unproposed/);
  await expect(raw(`UPDATE "Person" SET "isDemo" = true WHERE id = '${eve.personId}'`)).rejects.toThrow(
    /staff_demo/,
  );
  for (const values of [`'demo', '{}'`, `'officers', '{a@x.example,b@x.example}'`])
    await expect(
      raw(`INSERT INTO "StaffOpening" (id, kind, emails) VALUES ('${newId("sto")}', ${values})`),
    ).rejects.toThrow(/staff_opening/);
});
