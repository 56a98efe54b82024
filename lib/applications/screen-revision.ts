import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { dueAt } from "#lib/policy/clock";
import type { ApplicationData } from "#lib/policy/contract";
import { dayOf } from "#lib/policy/days";
import { recordsInForce } from "#lib/policy/facts-in-force";
import type { PolicyPack } from "#lib/policy/pack";
import { restedFacts } from "#lib/policy/rested-facts";
import { type Outcome, type Screening, screen } from "#lib/policy/screen";
import type { ApplicationState, ReasonCode } from "./application";
import { changeState } from "./change-state";
import { writeScreened } from "./revision-store";
import { insertScreening } from "./screening-store";

type Ending = { to: ApplicationState; reason: ReasonCode };

/** Where an outcome of the policy takes a case. An instrument per use is asked for later: people review first. */
const ENDINGS: Readonly<Record<Outcome, Ending>> = {
  denied: { to: "rejected_hard_stop", reason: "hard_stop" },
  blocked: { to: "blocked_until", reason: "requirement_missing" },
  needs_instrument: { to: "triaged", reason: "screening_passed" },
  review: { to: "triaged", reason: "screening_passed" },
};

/** Whether the policy lets people judge the case. */
export function isReviewable(outcome: Outcome): boolean {
  return ENDINGS[outcome].to === "triaged";
}

/** Runs the policy over a revision, puts the answer on record and tells the rooms that listen. Moves nothing. */
export async function recordScreening(
  tx: Tx,
  run: {
    applicationId: string;
    revisionId: string;
    pack: PolicyPack;
    application: ApplicationData;
    facts: Parameters<typeof screen>[2]["facts"];
    now: Date;
    actor: Actor | "service";
  },
): Promise<Screening> {
  const { applicationId, revisionId, pack, application } = run;
  const result = screen(pack, application, { facts: run.facts, on: dayOf(run.now) });
  const restsOn = restedFacts(pack, application, await recordsInForce(tx, dayOf(run.now)), dayOf(run.now));
  const id = await insertScreening(tx, revisionId, result, restsOn);
  await appendEntry(tx, {
    kind: "application.screened",
    subjectId: applicationId,
    data: {
      screening: id,
      revision: revisionId,
      pack: result.pack,
      outcome: result.outcome,
      tier: result.tier,
      risk: result.risk,
      rules: result.rules.map((rule) => ({ id: rule.id, effect: rule.effect })),
      facts: run.facts.map(({ fact }) => fact),
      rests_on: restsOn,
      actor: run.actor === "service" ? null : run.actor.personId,
    },
  });
  await emitEvent(tx, { kind: "application.screened", subjectId: applicationId });
  return result;
}

/**
 * Takes a case out of `screening`, to where the policy's answer sends it, and starts its clock.
 *
 * @param run.country of the case: on its public holidays no clock runs
 */
export async function applyScreening(
  tx: Tx,
  run: { applicationId: string; pack: PolicyPack; result: Screening; country: string; now: Date },
): Promise<ApplicationState> {
  const { applicationId, pack, result, country, now } = run;
  const { to, reason } = ENDINGS[result.outcome];
  await writeScreened(tx, applicationId, {
    tier: result.tier,
    track: result.track,
    dueAt: to === "triaged" ? dueAt(pack, result.tier, "review", now, country) : null,
  });
  await changeState(tx, { applicationId, from: "screening", to, actor: "service", reasonCode: reason });
  return to;
}
