import { describe, expect, it } from "vitest";
import { STAFF_ROLES, type StaffRole } from "#lib/identity/roles";
import { workPlace } from "../../app/_edge/work-place";

const staff = (...roles: StaffRole[]) => ({
  memberships: [],
  staffRoles: roles.map((role) => ({ role, homeLane: null })),
});

describe("where signing in leads", () => {
  it("is a page that the role may open, for every role", () => {
    const places = Object.fromEntries(STAFF_ROLES.map((role) => [role, workPlace(staff(role))]));
    // The queue is not the account team's (policy D), and tells policy people nothing.
    expect(places).toMatchObject({
      operator: "/operate",
      legal: "/review",
      auditor: "/review",
      appeals: "/review/appeals",
      policy_author: "/operate/packs",
      policy_releaser: "/operate/packs",
      account_team: "/policy",
    });
  });

  it("is the operator's desk for whoever also reviews, and the applications for whoever is of an organisation", () => {
    expect(workPlace(staff("legal", "operator"))).toBe("/operate");
    const member = { organisationId: "org_x", role: "admin" as const };
    expect(workPlace({ memberships: [member], staffRoles: staff("legal").staffRoles })).toBe("/applications");
    expect(workPlace(staff())).toBe("/applications");
  });
});
