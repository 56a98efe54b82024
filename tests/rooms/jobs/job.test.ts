import { afterAll, describe, expect, it } from "vitest";
import { cancelledBy, canMove, isOver, PHASES, phaseOf } from "#lib/jobs/job";
import { closeDatabase, type Tx, transaction } from "#lib/platform/db";
import { ERROR_CODES, type ErrorCode } from "#lib/platform/errors";
import { seedGrant } from "#tests/support/grants";
import { acceptOne } from "./orders";

const STATES = [
  ...PHASES.filter((phase) => phase !== "cancelled"),
  "cancelled_revoked",
  "cancelled_by_tenant",
];

afterAll(closeDatabase);

describe("a job's states", () => {
  it("end where nothing is left to compute", () => {
    expect(STATES.filter((state) => !isOver(state))).toEqual(["received", "queued", "running"]);
    for (const end of ["failed", "quarantined", "expired", "cancelled_revoked"]) {
      expect(STATES.filter((state) => canMove(end, state))).toEqual([]);
    }
  });

  it("know every refusal of the gate as a cancellation, and no other text as a state", () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[])
      expect(phaseOf(cancelledBy(code))).toBe("cancelled");
    expect(() => phaseOf("done")).toThrow(TypeError);
  });

  it("move in the database exactly as in the table", async () => {
    const jobId = await acceptOne(await seedGrant());
    await judgedLead(jobId);
    for (const from of STATES) {
      for (const to of STATES) {
        if (from === to) continue;
        expect(`${from} → ${to}: ${await databaseAllows(jobId, from, to)}`).toBe(
          `${from} → ${to}: ${canMove(from, to)}`,
        );
      }
    }
  });

  it("hold a claim exactly while the job runs", async () => {
    const jobId = await acceptOne(await seedGrant());
    await expect(
      transaction((tx) => tx.$executeRaw`UPDATE "Job" SET lease = 'lse_x' WHERE id = ${jobId}`),
    ).rejects.toThrow(/Job_lease_while_running/);
  });
});

/** Without one that people have judged, the database releases nothing that was kept back. */
async function judgedLead(jobId: string): Promise<void> {
  await transaction(async (tx) => {
    const { tenantId, keyId } = await tx.job.findUniqueOrThrow({ where: { id: jobId } });
    const judged = { outcome: "no_lead", closedAt: new Date(), reviewersNeeded: 1, collectionId: "col_1" };
    await tx.lead.create({ data: { id: `led_${jobId}`, tenantId, jobId, keyId, ...judged } });
  });
}

/** Tries one move on a row that was put in its first state with the triggers off, and rolls back. */
async function databaseAllows(jobId: string, from: string, to: string): Promise<boolean> {
  const undo = new Error("undo");
  const outcome = transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    await put(tx, jobId, from);
    await tx.$executeRaw`SET LOCAL session_replication_role = origin`;
    await put(tx, jobId, to);
    throw undo;
  });
  const error = await outcome.catch((thrown: unknown) => thrown);
  if (error !== undo) expect(String(error)).toContain("job_state");
  return error === undo;
}

async function put(tx: Tx, jobId: string, state: string): Promise<void> {
  const lease = state === "running" ? "lse_test" : null;
  const leaseUntil = lease === null ? null : new Date();
  await tx.$executeRaw`
    UPDATE "Job" SET state = ${state}, lease = ${lease}, "leaseUntil" = ${leaseUntil}::timestamptz WHERE id = ${jobId}`;
}
