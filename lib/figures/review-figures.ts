import { AT_WORK, IN_HAND } from "#lib/applications/application";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { databaseNow, read } from "#lib/platform/db";
import { TIERS } from "#lib/policy/pack-parts";
import {
  type ClockRow,
  countClocks,
  countOutcomes,
  findLoad,
  findStays,
  type LoadRow,
  type StayRow,
} from "./review-store";

/** Who oversees how cases are judged, and by whom. */
export const FIGURES_READERS: readonly StaffRole[] = ["compliance_officer", "auditor"];

/** Days back from now that figures may look. */
export const PERIODS = [30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

export const OUTCOMES = ["approve", "decline", "defer", "refused_by_rule", "withdrawn"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const CLOCKS = [
  "overdue",
  "two_days",
  "week",
  "later",
  "stands",
] as const satisfies ClockRow["clock"][];

export type ReviewFigures = {
  /** In the order of the work; a state that no case left in this time is not among them. */
  stays: readonly StayRow[];
  /** Each tier in which anything ended, mildest first; "–" stands for cases that never had one. */
  outcomes: readonly { tier: string; cases: Readonly<Record<Outcome, number>> }[];
  /** Each state in which people have cases now. */
  clocks: readonly { state: string; cases: Readonly<Record<ClockRow["clock"], number>> }[];
  load: readonly LoadRow[];
};

/**
 * How the review itself fares: counts and times of the work, from the tables of record.
 *
 * @throws AppError `forbidden`
 */
export async function reviewFigures(actor: Actor, days: Period): Promise<ReviewFigures> {
  requireStaffRole(actor, ...FIGURES_READERS);
  return read(async (tx) => {
    const now = await databaseNow(tx);
    const since = new Date(now.getTime() - days * DAY_MS);
    const stays = await findStays(tx, since);
    const outcomes = await countOutcomes(tx, since);
    const clocks = await countClocks(tx, now);
    return {
      stays: AT_WORK.flatMap((state) => stays.filter((row) => row.state === state)),
      outcomes: [...TIERS, null].flatMap((tier) => {
        const rows = outcomes.filter((row) => row.tier === tier);
        return rows.length === 0
          ? []
          : [{ tier: tier ?? "–", cases: byKey(OUTCOMES, rows, ({ outcome }) => outcome) }];
      }),
      clocks: IN_HAND.flatMap((state) => {
        const rows = clocks.filter((row) => row.state === state);
        return rows.length === 0 ? [] : [{ state, cases: byKey(CLOCKS, rows, ({ clock }) => clock) }];
      }),
      load: await findLoad(tx),
    };
  });
}

/** The cases of each key; 0 where no row has it. */
function byKey<Key extends string, Row extends { cases: number }>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Record<Key, number> {
  const counted = keys.map((key) => [key, rows.find((row) => keyOf(row) === key)?.cases ?? 0]);
  return Object.fromEntries(counted) as Record<Key, number>;
}
