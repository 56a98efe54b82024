import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  APPLICATION_STATES,
  type ApplicationState,
  EDGES,
  type ReasonCode,
} from "#lib/applications/application";
import { checkEdge } from "#lib/applications/check-edge";
import { REASONS, STAGES } from "#lib/applications/stage";
import type { Actor } from "#lib/identity/actor";
import { MEMBER_ROLES, STAFF_ROLES, type StaffRole } from "#lib/identity/roles";

const OURS = "org_applicant";
const REASON_CODES = [...new Set(EDGES.map(({ reason }) => reason))];

function person(roles: { member?: (typeof MEMBER_ROLES)[number]; staff?: readonly StaffRole[] }): Actor {
  return {
    personId: "per_1",
    name: "A Person",
    sessionId: "ses_1",
    staffRoles: (roles.staff ?? []).map((role) => ({ role, homeLane: null })),
    memberships: roles.member === undefined ? [] : [{ organisationId: OURS, role: roles.member }],
  };
}

const everyone: readonly { name: string; actor: Actor | "service" }[] = [
  { name: "service", actor: "service" },
  ...MEMBER_ROLES.map((member) => ({ name: member, actor: person({ member }) })),
  ...STAFF_ROLES.map((role) => ({ name: role, actor: person({ staff: [role] }) })),
];

function everyMove(): { from: ApplicationState; to: ApplicationState; reason: ReasonCode }[] {
  return APPLICATION_STATES.flatMap((from) =>
    APPLICATION_STATES.flatMap((to) => REASON_CODES.map((reason) => ({ from, to, reason }))),
  );
}

describe("the table of states", () => {
  it("lets exactly those whom an edge names walk it, each under the role that was used", () => {
    for (const edge of EDGES) {
      const may = new Set<string>([
        ...(edge.who.members ?? []),
        ...(edge.who.staff ?? []),
        ...(edge.who.service === true ? ["service"] : []),
      ]);
      expect(may.size, `${edge.from} → ${edge.to} is nobody's`).toBeGreaterThan(0);
      for (const { name, actor } of everyone) {
        const check = checkEdge(edge, { actor, organisationId: OURS });
        const words = `${name}: ${edge.from} → ${edge.to} (${edge.reason})`;
        expect(check.ok ? check.role : check.refusal, words).toBe(may.has(name) ? name : "not_theirs");
      }
    }
  });

  it("forbids every pair of states and reason that has no row, to everyone", () => {
    const rows = new Set(EDGES.map(({ from, to, reason }) => `${from} ${to} ${reason}`));
    const forbidden = everyMove().filter(({ from, to, reason }) => !rows.has(`${from} ${to} ${reason}`));
    const walked = forbidden.filter((move) =>
      everyone.some(({ actor }) => checkEdge(move, { actor, organisationId: OURS }).ok),
    );
    expect(walked).toEqual([]);
    expect(forbidden).toHaveLength(APPLICATION_STATES.length ** 2 * REASON_CODES.length - rows.size);
  });

  it("has no edge twice", () => {
    const rows = EDGES.map(({ from, to, reason }) => `${from} ${to} ${reason}`);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it("reaches every state from a draft", () => {
    const reached = new Set<ApplicationState>(["draft"]);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const { from, to } of EDGES) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...APPLICATION_STATES].sort());
  });

  it("ends nowhere but in withdrawn, expired and an appeal that was refused", () => {
    const left = new Set(EDGES.map(({ from }) => from));
    expect(APPLICATION_STATES.filter((state) => !left.has(state))).toEqual([
      "expired",
      "withdrawn",
      "upheld",
    ]);
  });

  it("reaches an approval only through a decision, and a decision is never the service's", () => {
    const toApproval = EDGES.filter(({ to }) => to === "approved_conditional");
    expect(toApproval.map(({ from }) => from)).toEqual(["decision_pending"]);
    const decisions: readonly ReasonCode[] = ["approved", "declined", "authority_missing"];
    for (const edge of EDGES.filter(({ reason }) => decisions.includes(reason))) {
      expect(edge.who.service).toBeUndefined();
      expect(edge.who.members).toBeUndefined();
    }
  });

  it("reaches reviewers only through screening", () => {
    const inReview = new Set(["in_review", "decision_pending"]);
    for (const { from, to } of EDGES) {
      if (inReview.has(to))
        expect(["draft", "submitted", "rejected_hard_stop", "blocked_until"]).not.toContain(from);
    }
  });

  it("never lets a member of the applicant act as staff in their own case", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EDGES),
        fc.subarray([...STAFF_ROLES]),
        fc.constantFrom(...MEMBER_ROLES),
        (edge, staff, member) => {
          const check = checkEdge(edge, { actor: person({ member, staff }), organisationId: OURS });
          expect(check.ok).toBe(edge.who.members?.includes(member) === true);
        },
      ),
    );
  });

  it("gives a member of another organisation nothing", () => {
    for (const member of MEMBER_ROLES) {
      for (const edge of EDGES) {
        expect(checkEdge(edge, { actor: person({ member }), organisationId: "org_other" }).ok).toBe(false);
      }
    }
  });

  it("has words for every state and every reason", () => {
    expect(Object.keys(STAGES).sort()).toEqual([...APPLICATION_STATES].sort());
    expect(Object.keys(REASONS).sort()).toEqual([...REASON_CODES].sort());
  });
});
