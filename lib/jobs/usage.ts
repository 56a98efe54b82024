import { LIVING } from "#lib/grants/grant";
import { type Actor, hasStaffRole, requireMember } from "#lib/identity/actor";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type AllowanceRow, countUsage, findAllowances, type UsageRow } from "./usage-store";

/** Periods that one question may span. */
export const USAGE_SPAN_MAX = { day: 92, month: 24 } as const;
export type UsageUnit = keyof typeof USAGE_SPAN_MAX;

export type Usage = {
  by: UsageUnit;
  /** First and last day, both counted, such as 2026-11-01; UTC. */
  from: string;
  to: string;
  periods: readonly UsageRow[];
  /** This month against what was signed and what was declared, a grant. */
  month: { name: string; resetsAt: Date; grants: readonly AllowanceRow[] };
};

const READERS = ["operator", "compliance_officer", "auditor"] as const;
const DAY_MS = 86_400_000;

/** What members see of their organisation's calls, and staff who watch over it. @throws AppError forbidden | not_found */
export function usageOfTenant(actor: Actor, organisationId: string, asked: Asked = {}): Promise<Usage> {
  if (!hasStaffRole(actor, ...READERS)) requireMember(actor, organisationId);
  return measureUsage({ tenantId: organisationId, ...asked });
}

/** Days such as 2026-11-01. Left out: `to` is today; `from` is the first of its month, or by month of its year. */
export type Asked = { by?: UsageUnit; from?: string; to?: string };

/**
 * Calls of a tenant, by the day or month in which they were accepted. Whoever asks for a tenant has authorised it.
 *
 * @throws AppError invalid_request for a `from` after `to`, or a span of more than 92 days or 24 months
 */
export function measureUsage({ tenantId, ...asked }: { tenantId: string } & Asked): Promise<Usage> {
  return read(async (tx) => {
    const now = await databaseNow(tx);
    const { by, from, to } = spanOf(asked, now);
    const before = new Date(to.getTime() + DAY_MS);
    const [periods, grants] = await Promise.all([
      countUsage(tx, { tenantId, from, before, by }),
      livingOrAsked(tx, tenantId),
    ]);
    const month = { name: dayOf(now).slice(0, 7), resetsAt: nextMonth(now), grants };
    return { by, from: dayOf(from), to: dayOf(to), periods, month };
  });
}

/** Of grants that have ended, none but those that were used this month. */
async function livingOrAsked(tx: Tx, tenantId: string): Promise<AllowanceRow[]> {
  const rows = await findAllowances(tx, tenantId);
  return rows.filter(({ state, used }) => used > 0 || LIVING.some((living) => living === state));
}

function spanOf({ by = "day", from, to }: Asked, now: Date): { by: UsageUnit; from: Date; to: Date } {
  const last = to === undefined ? startOfDay(dayOf(now)) : startOfDay(to);
  const start = by === "day" ? dayOf(last).slice(0, 7) : `${dayOf(last).slice(0, 4)}-01`;
  const first = startOfDay(from ?? `${start}-01`);
  if (first > last) refuse("/querystring/from", `a day up to ${dayOf(last)}, the last day that is asked for`);
  const span = by === "day" ? (last.getTime() - first.getTime()) / DAY_MS + 1 : monthsBetween(first, last);
  if (span > USAGE_SPAN_MAX[by]) {
    refuse(
      "/querystring/from",
      `a day by which at most ${USAGE_SPAN_MAX[by]} ${by}s are asked for; these are ${span}`,
    );
  }
  return { by, from: first, to: last };
}

function refuse(pointer: string, message: string): never {
  throw new AppError("invalid_request", "The span is not one that can be answered.", {
    errors: [{ pointer, message }],
  });
}

function monthsBetween(first: Date, last: Date): number {
  const years = last.getUTCFullYear() - first.getUTCFullYear();
  return years * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
}

function nextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
