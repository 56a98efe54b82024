import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { acceptStaffAsNew, acceptStaffInvitation } from "#lib/staff/accept-staff-invitation";
import { refuseProposal } from "#lib/staff/judge-proposal";
import type { StaffDraft } from "#lib/staff/proposal";
import { mailedCodes } from "../identity/mailed-code";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import {
  confirmAs,
  confirmRaw,
  draftFor,
  giveRaw,
  proposeAs,
  raw,
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
