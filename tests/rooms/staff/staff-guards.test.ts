import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { newId } from "#lib/platform/ids";
import { seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import {
  confirmAs,
  confirmRaw,
  draftFor,
  giveRaw,
  proposeAs,
  raw,
  seedCandidate,
  seedKeepers,
} from "./staff-case";

let officer: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ officer, operator } = await seedKeepers());
});

describe("in raw SQL", () => {
  test("nobody becomes staff, and no role changes, without two people's word", async () => {
    const candidate = await seedCandidate("Dana Whitlock");
    const { personId } = candidate;
    await expect(giveRaw(personId, "approver")).rejects.toThrow(/staff_unproposed/);
    const proposed = await proposeAs(officer, draftFor(candidate.email));
    await expect(giveRaw(personId, "privacy", proposed.proposalId)).rejects.toThrow(/staff_unconfirmed/);
    const other = await seedCandidate("Another");
    await confirmAs(operator, proposed);
    await expect(giveRaw(personId, "approver", proposed.proposalId)).rejects.toThrow(/staff_unconfirmed/);
    await expect(giveRaw(other.personId, "privacy", proposed.proposalId)).rejects.toThrow(
      /staff_unconfirmed/,
    );
    for (const change of [
      `role = 'approver'`,
      `"homeLane" = 'privacy'`,
      `"proposalId" = NULL`,
      `"grantedAt" = now() - interval '1 year'`,
    ])
      await expect(raw(`UPDATE "StaffRole" SET ${change} WHERE "personId" = $1`, personId)).rejects.toThrow(
        /staff_role/,
      );
    await expect(
      raw(`UPDATE "StaffRole" SET "endedAt" = now() WHERE "personId" = $1`, personId),
    ).rejects.toThrow(/staff_unended/);
    await expect(raw(`DELETE FROM "StaffRole" WHERE "personId" = $1`, personId)).rejects.toThrow(
      /append_only/,
    );
    await expect(raw(`UPDATE "StaffProposal" SET action = 'end'`)).rejects.toThrow(/append_only/);
    await expect(raw(`DELETE FROM "StaffConfirmation"`)).rejects.toThrow(/append_only/);
  });

  test("a proposal needs a fresh confirmation by someone who sees to the staff, over its own text", async () => {
    const { email } = await seedCandidate("Dana Whitlock");
    const lawyer = await seedStaff("legal");
    const proposed = await proposeAs(officer, draftFor(email));
    const insert = (change: string) =>
      raw(
        `INSERT INTO "StaffProposal" (id, action, email, canonical, digest, "proposedById", method, "stepUpId")
         SELECT ${change} FROM "StaffProposal" WHERE id = $1`,
        proposed.proposalId,
      );
    const text = `'{"action":"enrol","email":"${email}","id":"stf_x","roles":[{"home_lane":null,"role":"legal"}]}'`;
    const digest = `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
    await expect(
      insert(`'stf_x', action, email, canonical, digest, "proposedById", method, "stepUpId"`),
    ).rejects.toThrow(/staff_digest/);
    await expect(
      insert(`'stf_x', action, email, ${text}, ${digest}, '${lawyer.personId}', method, "stepUpId"`),
    ).rejects.toThrow(/staff_keeper/);
    await expect(
      insert(`'stf_x', action, email, ${text}, ${digest}, "proposedById", method, "stepUpId"`),
    ).rejects.toThrow(/staff_step_up/);
    await expect(confirmRaw(proposed, officer, await seedStepUp(officer, proposed.digest))).rejects.toThrow(
      /staff_two_people/,
    );
    const stale = await seedStepUp(operator, proposed.digest, 301);
    await expect(confirmRaw(proposed, operator, stale)).rejects.toThrow(/staff_step_up_stale/);
    await expect(
      confirmRaw(
        { ...proposed, digest: "0".repeat(64) },
        operator,
        await seedStepUp(operator, "0".repeat(64)),
      ),
    ).rejects.toThrow(/staff_digest/);
  });

  test("no database of an installation has people of the demo, and none with staff names first officers", async () => {
    const open = (kind: string, emails: string) =>
      raw(`INSERT INTO "StaffOpening" (id, kind, emails) VALUES ('${newId("sto")}', '${kind}', ${emails})`);
    await expect(open("officers", `ARRAY['a@x.example','b@x.example']`)).rejects.toThrow(/staff_opening/);
    await expect(raw(`DELETE FROM "StaffOpening"`)).rejects.toThrow(/append_only/);
  });
});
