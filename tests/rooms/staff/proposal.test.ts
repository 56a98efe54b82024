import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { acceptStaffAsNew, acceptStaffInvitation } from "#lib/staff/accept-staff-invitation";
import { refuseProposal } from "#lib/staff/judge-proposal";
import type { StaffDraft } from "#lib/staff/proposal";
import { mailedCodes } from "../identity/mailed-code";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import {
  confirmAs,
  draftFor,
  giveRaw,
  type Proposed,
  proposeAs,
  roleOf,
  rolesOf,
  seedCandidate,
  seedKeepers,
} from "./staff-case";

let officer: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ officer, operator } = await seedKeepers());
});

/** What the database says to a statement of raw SQL. */
const raw = (sql: string, ...values: unknown[]) => read((tx) => tx.$executeRawUnsafe(sql, ...values));

describe("a role of the staff", () => {
  test("begins when one has proposed it and another has confirmed it, and ends likewise", async () => {
    const candidate = await seedCandidate("Dana Whitlock");
    const proposed = await proposeAs(officer, draftFor(candidate.email));
    expect(await rolesOf(candidate.personId)).toEqual([]);
    expect(await codeOf(confirmAs(officer, proposed))).toBe("signer_ineligible");
    expect(await confirmAs(operator, proposed)).toEqual({ waits: false });
    expect(await rolesOf(candidate.personId)).toEqual(["privacy"]);
    expect(await codeOf(confirmAs(operator, proposed))).toBe("already_signed");

    const end = draftFor(candidate.email, { action: "end", employer: null, past_employers: [] });
    const ending = await proposeAs(operator, end);
    expect(await rolesOf(candidate.personId)).toEqual(["privacy"]);
    await confirmAs(officer, ending);
    expect(await rolesOf(candidate.personId)).toEqual([]);
    // What was said before the end gives it to nobody again.
    await expect(
      raw(`UPDATE "StaffRole" SET "endedAt" = NULL WHERE "personId" = $1`, candidate.personId),
    ).rejects.toThrow(/staff_lapsed/);
    await confirmAs(operator, await proposeAs(officer, draftFor(candidate.email)));
    expect(await rolesOf(candidate.personId)).toEqual(["privacy"]);
    const onRecord = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: candidate.personId }, orderBy: { id: "asc" } }),
    );
    expect(onRecord.map(({ kind }) => kind)).toEqual([
      "staff.role_granted",
      "staff.role_ended",
      "staff.role_granted",
    ]);
  });

  test("waits for a person without an account, or who has not shown that they read their address", async () => {
    const nobody = await proposeAs(officer, draftFor("nobody-yet@staff.example"));
    expect(await confirmAs(operator, nobody)).toEqual({ waits: true });
    const [code = ""] = await mailedCodes("nobody-yet@staff.example", "/invitation/staff");
    const given = { name: "Dana Whitlock", password: "a sentence that is long", language: "en" } as const;
    expect(await codeOf(acceptStaffInvitation({ actor: officer, code }))).toBe("invalid_request");
    const { personId } = await acceptStaffAsNew({ code, ...given });
    expect(await rolesOf(personId)).toEqual(["privacy"]);
    await expect(acceptStaffAsNew({ code, ...given })).rejects.toMatchObject({ code: "invalid_request" });
    const unread = await seedCandidate("Unread");
    await raw(`UPDATE "Person" SET "emailConfirmedAt" = NULL WHERE id = $1`, unread.personId);
    const proposed = await proposeAs(officer, draftFor(unread.email));
    expect(await confirmAs(operator, proposed)).toEqual({ waits: true });
    await expect(giveRaw(unread.personId, "privacy", proposed.proposalId)).rejects.toThrow(/staff_address/);
    const [link = ""] = await mailedCodes(unread.email, "/invitation/staff");
    await acceptStaffInvitation({ actor: unread, code: link });
    expect(await rolesOf(unread.personId)).toEqual(["privacy"]);
  });

  test("is proposed and judged by those who see to the staff, and never by whom it concerns", async () => {
    const candidate = await seedCandidate("Dana Whitlock");
    const draft = draftFor(candidate.email);
    for (const role of ["legal", "auditor", "approver"] as const) {
      const other = await seedStaff(role);
      expect(await codeOf((async () => proposeAs(other, draft))())).toBe("forbidden");
      const proposed = await proposeAs(officer, draft);
      expect(await codeOf((async () => confirmAs(other, proposed))())).toBe("forbidden");
    }
    const own = await seedStaff("operator");
    const { email } = await read((tx) => tx.person.findUniqueOrThrow({ where: { id: own.personId } }));
    expect(await codeOf(proposeAs(own, draftFor(email)))).toBe("forbidden");
    const ofOwn = await proposeAs(officer, draftFor(email));
    expect(await codeOf(confirmAs(own, ofOwn))).toBe("signer_ineligible");
    const stepUpId = await seedStepUp(own, ofOwn.digest);
    await expect(confirmRaw(ofOwn, own, stepUpId)).rejects.toThrow(/staff_own/);
  });

  test("that was refused begins for nobody", async () => {
    const candidate = await seedCandidate("Dana Whitlock");
    const proposed = await proposeAs(officer, draftFor(candidate.email));
    const refuse = async (actor: Actor, reason: string) => {
      await sequenceEntries({ now: new Date() });
      const stepUpId = await seedStepUp(actor, proposed.digest);
      return refuseProposal({ actor, ...proposed, stepUpId, reason });
    };
    expect(await codeOf(refuse(officer, "They work for an applicant."))).toBe("signer_ineligible");
    await expect((async () => refuse(operator, "No."))()).rejects.toMatchObject({
      extras: { errors: [{ pointer: "/reason" }] },
    });
    await refuse(operator, "They work for an applicant.");
    expect(await codeOf(confirmAs(operator, proposed))).toBe("wrong_state");
    const stepUpId = await seedStepUp(operator, proposed.digest);
    await expect(confirmRaw(proposed, operator, stepUpId)).rejects.toThrow(/staff_judged/);
  });

  test("does not end where fewer than two would be left to see to the staff", async () => {
    const everyone = await read((tx) =>
      tx.staffRole.findMany({ where: { endedAt: null, role: { in: ["compliance_officer", "operator"] } } }),
    );
    const others = everyone.filter(
      ({ personId }) => ![officer.personId, operator.personId].includes(personId),
    );
    await read((tx) =>
      tx.staffRole.updateMany({
        where: { id: { in: others.map(({ id }) => id) } },
        data: { endedAt: new Date() },
      }),
    );
    const { email } = await read((tx) => tx.person.findUniqueOrThrow({ where: { id: operator.personId } }));
    const end = draftFor(email, {
      action: "end",
      roles: [roleOf("operator")],
      employer: null,
      past_employers: [],
    });
    expect(await codeOf(proposeAs(officer, end))).toBe("wrong_state");
  });

  test("is asked for with what is wrong at its field", async () => {
    const { email } = await seedCandidate("Dana Whitlock");
    const wrong: [Partial<StaffDraft>, string][] = [
      [{ email: "dana" }, "/email"],
      [{ name: " " }, "/name"],
      [{ roles: [] }, "/roles"],
      [{ roles: [roleOf("privacy"), roleOf("privacy")] }, "/roles"],
      [{ roles: [roleOf("approver")] }, "/home_lane"],
      [{ employer: "" }, "/employer"],
      [
        { past_employers: [{ employer: "Northwind", from: "2022-01-01", to: "2021-01-01" }] },
        "/past_employers",
      ],
      [
        { past_employers: [{ employer: "Northwind", from: "2022-01-01", to: "2999-01-01" }] },
        "/past_employers",
      ],
      [{ reason: "short" }, "/reason"],
      [{ action: "end" }, "/roles"],
    ];
    for (const [change, pointer] of wrong)
      await expect(proposeAs(officer, draftFor(email, change))).rejects.toMatchObject({
        code: "invalid_request",
        extras: { errors: [{ pointer }] },
      });
  });
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

function confirmRaw({ proposalId, digest }: Proposed, actor: Actor, stepUpId: string) {
  return read((tx) =>
    tx.staffConfirmation.create({
      data: { proposalId, confirmedById: actor.personId, digest, method: "password", stepUpId },
    }),
  );
}
