import { setImmediate } from "node:timers/promises";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { packDraft } from "#lib/policy/pack-draft-view";
import { recordSimulation } from "#lib/policy/record-simulation";
import { PACK_RELEASERS } from "#lib/policy/release-draft";
import { PACK_AUTHORS } from "#lib/policy/write-pack-draft";
import { pastCases } from "./past-cases";
import { beginSimulation, type Simulation, simulationJson } from "./simulation";

/** Cases that are judged before others have their turn in this process. */
const CASES_BETWEEN_TURNS = 100;

/**
 * Tries a draft on every past application against the pack in force, and keeps the result: without one of the very text
 * nobody releases it.
 *
 * @throws AppError `forbidden` for others than authors and releasers of packs; `not_found`; `wrong_state` once it has
 * ended and while it is no valid pack; `digest_changed` when it was written meanwhile
 */
export async function simulatePack({
  actor,
  draftId,
}: {
  actor: Actor;
  draftId: string;
}): Promise<{ simulationId: string; simulation: Simulation }> {
  requireStaffRole(actor, ...PACK_AUTHORS, ...PACK_RELEASERS);
  const { pack, digest, state } = await packDraft(actor, draftId);
  if (state !== "open") throw new AppError("wrong_state", `This draft was ${state}.`);
  if (pack === null || digest === null) {
    throw new AppError("wrong_state", "This draft is no valid pack yet; its errors stand beside it.");
  }
  const inForce = await read(activePack);
  const simulation = await replayAll(inForce, pack);
  const { cases, against } = simulation;
  const result = simulationJson(simulation);
  const simulationId = await recordSimulation(actor, { draftId, digest, against, cases, result });
  return { simulationId, simulation };
}

/** Replays every past application under both packs. Keeps nothing. */
export function replayAll(inForce: PolicyPack, draft: PolicyPack): Promise<Simulation> {
  return read(async (tx) => {
    const run = beginSimulation(inForce, draft);
    let number = 0;
    for await (const past of pastCases(tx)) {
      run.add(past);
      number += 1;
      if (number % CASES_BETWEEN_TURNS === 0) await setImmediate();
    }
    return run.result();
  });
}
