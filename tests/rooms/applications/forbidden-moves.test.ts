import { beforeAll, describe, expect, it } from "vitest";
import {
  APPLICATION_STATES,
  type ApplicationState,
  EDGES,
  type ReasonCode,
} from "#lib/applications/application";
import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { MEMBER_ROLES, STAFF_ROLES } from "#lib/identity/roles";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type LiveCase, submitLive } from "../reviews/live-case";

let review: LiveCase;
beforeAll(async () => {
  review = await submitLive();
});

type Mover = { name: string; actor: Actor | "service" };

function movers(): Mover[] {
  const nobody: Actor = {
    personId: "per_1",
    name: "A Person",
    sessionId: "ses_1",
    staffRoles: [],
    memberships: [],
  };
  const { organisationId } = review;
  return [
    { name: "service", actor: "service" },
    { name: "nobody", actor: nobody },
    ...MEMBER_ROLES.map((role) => ({
      name: role,
      actor: { ...nobody, memberships: [{ organisationId, role }] },
    })),
    ...STAFF_ROLES.map((role) => ({
      name: role,
      actor: { ...nobody, staffRoles: [{ role, homeLane: null }] },
    })),
  ];
}

async function attempt(
  tx: Tx,
  from: ApplicationState,
  to: ApplicationState,
  reasonCode: ReasonCode,
  { actor }: Mover,
) {
  try {
    await changeState(tx, { applicationId: review.applicationId, from, to, actor, reasonCode });
    return "moved";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Runs attempts on a case that is there, and undoes all of it. */
async function tryingFrom(from: ApplicationState, attempts: (tx: Tx) => Promise<void>): Promise<void> {
  const undone = new Error("undone");
  const run = transaction(async (tx) => {
    await tx.application.update({ where: { id: review.applicationId }, data: { state: from } });
    await attempts(tx);
    throw undone;
  });
  await expect(run).rejects.toBe(undone);
}

describe.each(APPLICATION_STATES)("from %s", (from) => {
  it("nobody walks an edge that is not theirs", async () => {
    const edges = EDGES.filter((edge) => edge.from === from);
    await tryingFrom(from, async (tx) => {
      for (const { to, reason, who } of edges) {
        const theirs = [
          ...(who.members ?? []),
          ...(who.staff ?? []),
          ...(who.service === true ? ["service"] : []),
        ];
        for (const mover of movers().filter(({ name }) => !theirs.some((role) => role === name))) {
          expect(
            await attempt(tx, from, to, reason, mover),
            `${mover.name}: ${from} → ${to} (${reason})`,
          ).toBe("forbidden");
        }
      }
    });
  });

  it("nobody comes to a state to which no edge leads, whatever reason they give", async () => {
    const reached = new Set(EDGES.filter((edge) => edge.from === from).map(({ to }) => to));
    const reasons = [...new Set(EDGES.map(({ reason }) => reason))];
    const everyone = movers();
    await tryingFrom(from, async (tx) => {
      for (const [index, to] of APPLICATION_STATES.filter((state) => !reached.has(state)).entries()) {
        // Each pair with a few of the reasons and people; the table itself is searched whole in state-machine.test.ts.
        for (let step = 0; step < 4; step += 1) {
          const reason = reasons[(index * 7 + step * 11) % reasons.length];
          const mover = everyone[(index * 5 + step * 6) % everyone.length];
          if (reason === undefined || mover === undefined) throw new Error("the lists are not empty");
          expect(
            await attempt(tx, from, to, reason, mover),
            `${mover.name}: ${from} → ${to} (${reason})`,
          ).toBe("wrong_state");
        }
      }
    });
  });
});

it("a case that is elsewhere is not moved by an edge that would be right from another state", async () => {
  await tryingFrom("in_review", async (tx) => {
    for (const { from, to, reason, who } of EDGES.filter(
      (edge) => edge.from !== "in_review" && edge.who.service,
    )) {
      expect(who.service).toBe(true);
      expect(await attempt(tx, from, to, reason, { name: "service", actor: "service" })).toBe("wrong_state");
    }
  });
});

it("no clock, and nothing but two signatures, leads to an approval", async () => {
  const toApproval = EDGES.filter(({ to }) => to === "approved_conditional");
  expect(toApproval.map(({ who }) => who.service ?? false)).toEqual([false]);
  const { state } = await read((tx) =>
    tx.application.findUniqueOrThrow({ where: { id: review.applicationId } }),
  );
  expect(state).toBe("triaged");
});
