import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { latestSimulationOf } from "#lib/policy/pack-draft-view";
import type { Simulation } from "./simulation";
import { type CaseName, findCaseNames } from "./store";

export type SimulationSeen = {
  id: string;
  ranAt: Date;
  ranBy: string;
  /** Of the draft as it stands, against the pack in force: what a release asks for. */
  isCurrent: boolean;
  simulation: Simulation;
  /** What the cases that change are called now, by id. */
  names: ReadonlyMap<string, CaseName>;
};

/**
 * The latest trial of a draft, with the names of the cases that would change.
 *
 * @throws AppError `not_found` for whoever does not read drafts, and where there is none
 */
export async function simulationOf(actor: Actor, draftId: string): Promise<SimulationSeen | null> {
  const latest = await latestSimulationOf(actor, draftId);
  if (latest === null) return null;
  // Written by `simulatePack` alone, and never changed (trigger).
  const simulation = latest.result as Simulation;
  const { id, ranAt, ranBy, isCurrent } = latest;
  const ids = simulation.changed.map(({ application_id }) => application_id);
  const names = await read((tx) => findCaseNames(tx, ids));
  return { id, ranAt, ranBy, isCurrent, simulation, names };
}
