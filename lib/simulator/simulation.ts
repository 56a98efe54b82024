import type { JsonObject } from "#lib/platform/canonical-json";
import type { PolicyPack } from "#lib/policy/pack";
import { type Change, compareReadings, type Toward } from "./compare-readings";
import { type PastCase, type Reading, readCase } from "./reading";

/** What is compared at a glance. */
type Answer = Pick<Reading, "outcome" | "tier" | "quality">;
export type Cell = { before: string; after: string; cases: number };

export type ChangedCase = {
  application_id: string;
  before: Answer;
  after: Answer;
  changes: readonly Change[];
  grants: readonly string[];
};

export type AffectedGrant = {
  grant_id: string;
  application_id: string;
  /** Keys of it that live. */
  keys: number;
  toward: readonly Toward[];
};

/** What a draft would have said of every past application; names nobody, so that it can be kept. */
export type Simulation = {
  v: 1;
  draft: string;
  against: string;
  cases: number;
  unchanged: number;
  /** How many went from where to where, also where nothing changed; in order. */
  outcomes: readonly Cell[];
  tiers: readonly Cell[];
  quality: readonly Cell[];
  changed: readonly ChangedCase[];
  grants: readonly AffectedGrant[];
};

export type Run = { add: (past: PastCase) => void; result: () => Simulation };

/**
 * Replays cases under the pack in force and under a draft, one after the other. Each is counted once, and each of which
 * anything would be said otherwise is kept with all of it: what the result does not name is as it was. Pure but for the
 * counting.
 */
export function beginSimulation(inForce: PolicyPack, draft: PolicyPack): Run {
  const tallies = { outcomes: new Map(), tiers: new Map(), quality: new Map() };
  const changed: ChangedCase[] = [];
  const grants: AffectedGrant[] = [];
  let cases = 0;
  return {
    add(past) {
      cases += 1;
      const before = readCase(inForce, past);
      const after = readCase(draft, past);
      count(tallies.outcomes, before.outcome, after.outcome);
      count(tallies.tiers, before.tier, after.tier);
      count(tallies.quality, before.quality, after.quality);
      const changes = compareReadings(before, after);
      if (changes.length === 0) return;
      changed.push(changedCase(past, before, after, changes));
      grants.push(...affectedGrants(past, changes));
    },
    result: () => ({
      v: 1,
      draft: draft.version,
      against: inForce.version,
      cases,
      unchanged: cases - changed.length,
      outcomes: cells(tallies.outcomes),
      tiers: cells(tallies.tiers),
      quality: cells(tallies.quality),
      changed: [...changed],
      grants: [...grants],
    }),
  };
}

/** Whether a case or a grant becomes easier in any way. */
export function isEased({ changes }: Pick<ChangedCase, "changes">): boolean {
  return changes.some(({ toward }) => toward === "easier");
}

/** Whether what the policy answers changes: the outcome, the tier, or whether the recorded scores suffice. */
export function isFlip({ changes }: Pick<ChangedCase, "changes">): boolean {
  return changes.some(({ what }) => what === "outcome" || what === "tier" || what === "quality");
}

/** As JSON, for keeping and hashing. */
export function simulationJson(simulation: Simulation): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(simulation));
  return json;
}

function changedCase(past: PastCase, before: Reading, after: Reading, changes: Change[]): ChangedCase {
  const answer = ({ outcome, tier, quality }: Reading): Answer => ({ outcome, tier, quality });
  return {
    application_id: past.applicationId,
    before: answer(before),
    after: answer(after),
    changes,
    grants: past.grants.map(({ id }) => id),
  };
}

function affectedGrants(past: PastCase, changes: readonly Change[]): AffectedGrant[] {
  const toward = [...new Set(changes.map((change) => change.toward))].sort();
  return past.grants.map(({ id, keys }) => ({
    grant_id: id,
    application_id: past.applicationId,
    keys,
    toward,
  }));
}

function count(tally: Map<string, Cell>, before: string, after: string): void {
  const key = `${before} ${after}`;
  const cell = tally.get(key) ?? { before, after, cases: 0 };
  tally.set(key, { ...cell, cases: cell.cases + 1 });
}

function cells(tally: ReadonlyMap<string, Cell>): Cell[] {
  return [...tally].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}
