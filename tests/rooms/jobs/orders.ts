import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach } from "vitest";
import { acceptJob, type Order } from "#lib/jobs/accept-job";
import { type Claim, claimJob } from "#lib/jobs/claim-job";
import { reloadGate } from "#lib/jobs/enter";
import type { Dispatcher, Ticket } from "#lib/jobs/queue";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import type { SeededGrant } from "#tests/support/grants";

// Before the first setting is read: pictures of these tests lie in a folder of their own.
const folder = mkdtempSync(path.join(os.tmpdir(), "countersign-jobs-"));
process.env.COUNTERSIGN_DATA = folder;
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

// No caretaker runs here, and a ledger that stands still for a minute stops all work.
beforeEach(async () => {
  await sequenceEntries({ now: new Date() });
});

/** Bytes that no other test has; what they show does not matter where no engine looks. */
export function somePicture(): Uint8Array {
  return new Uint8Array(randomBytes(2_000));
}

export async function order(seed: SeededGrant, changes: Partial<Order> = {}): Promise<Order> {
  return {
    gate: await reloadGate({ keyId: seed.keyId }),
    ask: {
      operation: "verify_1_1",
      purpose: null,
      site: null,
      mode: null,
      threshold: null,
      modelId: "mobilefacenet-r2",
      topK: null,
      clientAddress: "127.0.0.1",
    },
    pictures: [
      { slot: "source", bytes: somePicture() },
      { slot: "target", bytes: somePicture() },
    ],
    route: "POST /v1/verify",
    idempotencyKey: randomBytes(8).toString("hex"),
    lane: "now",
    ...changes,
  };
}

export async function acceptOne(seed: SeededGrant, changes: Partial<Order> = {}): Promise<string> {
  return (await acceptJob(await order(seed, changes))).jobId;
}

/** A queue that only remembers. */
export function recordingDispatcher(): Dispatcher & {
  added: { lane: string; tickets: readonly Ticket[] }[];
} {
  const added: { lane: string; tickets: readonly Ticket[] }[] = [];
  return {
    added,
    add: async (lane, tickets) => {
      added.push({ lane, tickets });
    },
    addAgain: async (lane, tickets) => {
      added.push({ lane, tickets });
    },
    processes: async () => 1,
    close: async () => {},
  };
}

/** Accepted and handed over: a ticket for it would be with the workers. */
export async function queueOne(seed: SeededGrant, changes: Partial<Order> = {}): Promise<string> {
  const jobId = await acceptOne(seed, changes);
  await relayJobs({ dispatcher: recordingDispatcher(), slots: 1_000 });
  return jobId;
}

export async function claimOne(seed: SeededGrant): Promise<Claim> {
  const claimed = await claimJob(await queueOne(seed));
  if (!claimed.ok) throw new Error(`not claimed: ${claimed.refusal}`);
  return claimed.claim;
}

export async function jobRow(jobId: string) {
  return read((tx) =>
    tx.job.findUniqueOrThrow({ where: { id: jobId }, include: { inputs: true, outbox: true } }),
  );
}

/** Kinds of the ledger's entries about a subject, with their data, in order. */
export async function entriesAbout(subjectId: string) {
  const rows = await read((tx) =>
    tx.ledgerPending.findMany({ where: { subjectId }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ id, kind, leaf }) => ({
    id,
    kind,
    data: JSON.parse(leaf).data as Record<string, unknown>,
  }));
}

/** Files of pictures that a tenant still has in store. */
export function storedPictures(tenantId: string): string[] {
  try {
    return readdirSync(path.join(folder, "objects/image", tenantId)).map((name) =>
      path.join(folder, "objects/image", tenantId, name),
    );
  } catch {
    return [];
  }
}

/** As if the worker had been silent for longer than its lease. */
export async function lapse(jobId: string): Promise<void> {
  await transaction(
    (tx) =>
      tx.$executeRaw`UPDATE "Job" SET "leaseUntil" = clock_timestamp() - interval '1 s' WHERE id = ${jobId}`,
  );
}

export const VERIFIED = {
  operation: "verify",
  match: true,
  similarity: 0.81,
  threshold: { applied: 0.5, floor: 0.5, fmr: null, measured_on: null },
  source: { box: { x: 1, y: 2, width: 30, height: 40 }, quality: { level: "high", reasons: [] } },
  target: { box: { x: 1, y: 2, width: 30, height: 40 }, quality: { level: "high", reasons: [] } },
  model: "mobilefacenet-r2",
  engine_ms: 12,
} as const;

/** The same, as a worker hands it in. */
export const ANSWER = { kind: "answer", result: VERIFIED } as const;
