import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { beforeEach } from "vitest";
import { JOBS_A_PROCESS, LANES } from "#lib/jobs/job";
import { openConsumer, openDispatcher, prepareQueueStore } from "#lib/jobs/queue";
import { watchJobs } from "#lib/jobs/watch-jobs";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { startReconciler } from "../../workers/caretaker/reconciler";
import { startRelay } from "../../workers/caretaker/relay";
import { buildServer } from "../../workers/gateway/server";
import { createJobProcessor } from "../../workers/recognition/process-job";
import type { Recogniser } from "../../workers/recognition/recogniser";

export type Stack = {
  url: string;
  /** Swaps what the workers answer. */
  answerWith: (recognise: Recogniser) => void;
  stop: () => Promise<void>;
};

/** Keeps the ledger moving between tests: no caretaker runs here, and after a minute of standstill all work is refused. */
export function keepLedgerLive(): void {
  beforeEach(async () => {
    await sequenceEntries({ now: new Date() });
  });
}

/** Longer than the API's own ten seconds, so that a slow machine is not a failed test. */
const PATIENT_MS = 25_000;

export type StackOptions = { recognise?: Recogniser; waitMs?: number; draining?: () => boolean };

/** Gateway, relay and one worker in this process, over the file's own database; the engine is the test's to choose. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  let recognise = options.recognise ?? verified;
  await prepareQueueStore();
  const watch = watchJobs();
  const { draining = () => false, waitMs = PATIENT_MS } = options;
  const server = await buildServer({ watch, draining, waitMs });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const dispatcher = openDispatcher();
  const loops = [startRelay(dispatcher), startReconciler(dispatcher)];
  const work = createJobProcessor((asked) => recognise(asked));
  const consumers = LANES.map((lane) => openConsumer(lane, { atOnce: JOBS_A_PROCESS, work }));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answerWith: (next) => {
      recognise = next;
    },
    stop: async () => {
      await server.close();
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await Promise.all(loops.map((loop) => loop.stop()));
      await dispatcher.close();
      await watch.stop();
      await closeDatabase();
    },
  };
}

const face = {
  box: { x: 48, y: 12, width: 157, height: 167 },
  quality: { level: "high" as const, reasons: [] },
};

/** The numbers of the face that `verified` sees: a pattern of bytes that a test can look for. */
export const TEMPLATE = Float32Array.from({ length: 192 }, (_, at) => Math.fround(Math.sin(at + 1) / 9.8));

/** A worker that always sees two faces of one person. */
export const verified: Recogniser = async ({ operation, request }) => {
  const common = { model: request.modelId, engine_ms: 1 };
  if (operation === "detect") {
    return {
      kind: "answer",
      result: { operation: "detect", image: { width: 320, height: 240 }, faces: [], ...common },
    };
  }
  if (operation === "enrol") {
    return { kind: "enrolment", result: { face, ...common }, embedding: TEMPLATE };
  }
  if (request.against !== undefined) {
    return { kind: "probe", result: { face, ...common }, embedding: TEMPLATE };
  }
  const threshold = { applied: request.threshold, floor: request.floor, fmr: null, measured_on: null };
  return {
    kind: "answer",
    result: {
      operation: "verify",
      match: true,
      similarity: 0.81,
      threshold,
      source: face,
      target: face,
      ...common,
    },
  };
};

/** A worker that measures this, whoever is on the picture. */
export function measuring(embedding: Float32Array): Recogniser {
  return async (work) => {
    const outcome = await verified(work);
    return outcome.kind === "enrolment" || outcome.kind === "probe" ? { ...outcome, embedding } : outcome;
  };
}

/** Someone whom nobody who looks like `TEMPLATE` is ever taken for. */
export const OPPOSITE = TEMPLATE.map((value) => -value);

/** Passes for a JPEG at the door; only an engine would mind. */
export function jpegLike(bytes = 600): Buffer<ArrayBuffer> {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes - 4)]);
}

export type Call = { key?: string | null; headers?: Record<string, string>; idempotencyKey?: string | null };

export function headersOf({ key, headers = {}, idempotencyKey = randomBytes(8).toString("hex") }: Call) {
  return {
    ...(key === undefined || key === null ? {} : { authorization: `Bearer ${key}` }),
    ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
    ...headers,
  };
}

/** POST of pictures and fields as a form. */
export async function postForm(
  url: string,
  fields: Record<string, string | Buffer<ArrayBuffer>>,
  call: Call,
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, typeof value === "string" ? value : new Blob([value], { type: "image/jpeg" }));
  }
  return answer(await fetch(url, { method: "POST", body: form, headers: headersOf(call) }));
}

export async function postJson(url: string, body: unknown, call: Call) {
  const headers = { "content-type": "application/json", ...headersOf(call) };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return answer(await fetch(url, { method: "POST", body: text, headers }));
}

export async function remove(url: string, call: Call = {}) {
  return answer(
    await fetch(url, { method: "DELETE", headers: headersOf({ idempotencyKey: null, ...call }) }),
  );
}

export async function postBytes(url: string, type: string, body: Buffer<ArrayBuffer>, call: Call) {
  return answer(
    await fetch(url, { method: "POST", body, headers: { "content-type": type, ...headersOf(call) } }),
  );
}

export async function get(url: string, call: Call = {}) {
  return answer(await fetch(url, { headers: headersOf({ idempotencyKey: null, ...call }) }));
}

async function answer(response: Response) {
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text();
  // Bodies are looked into by the tests; the document test judges their shape.
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is what each test asserts
  const body: any = type.includes("json") ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, type, body };
}

/** Pictures in store that belong to a tenant. */
export function storedPictures(tenantId: string): string[] {
  try {
    return readdirSync(path.join(env().dataFolder, "objects/image", tenantId));
  } catch {
    return [];
  }
}
