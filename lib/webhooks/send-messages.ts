import { appendEntry } from "#lib/ledger/append-entry";
import { checkpointToKeep } from "#lib/ledger/view";
import { read, transaction } from "#lib/platform/db";
import { log } from "#lib/platform/log";
import {
  type Attempt,
  countFailure,
  disableGone,
  endAttempt,
  findDueEndpoints,
  letRest,
  noteTaken,
  takeDue,
} from "./attempt-store";
import { buryDeliveries, deleteOldDeliveries } from "./delivery-store";
import { lockEndpoint } from "./endpoint-store";
import { type Posted, type PostOptions, postMessage } from "./post-message";
import { FAILURES_BEFORE_REST, pauseAfter, restAfter } from "./retry";
import { openSecret } from "./seal-secret";
import { signedHeaders } from "./signature";

const ENDPOINTS_AT_ONCE = 50;
const MESSAGES_AT_ONCE = 4;
/** Longer than an attempt may take. */
const LEASE_SECONDS = 60;
const KEEP_DAYS = 30;
const GONE = 410;

export type Sender = {
  /** Starts on every endpoint with something due that is not being sent to now. @returns how many were started */
  turn: () => Promise<number>;
  /** When all that was started is over. */
  settled: () => Promise<void>;
};

/**
 * Sends what is due. Endpoints do not wait for each other: one that is slow holds up its own messages alone.
 */
export function createSender(options: PostOptions): Sender {
  const busy = new Map<string, Promise<void>>();

  async function sendTo(endpointId: string): Promise<void> {
    const attempts = await transaction((tx) =>
      takeDue(tx, { endpointId, most: MESSAGES_AT_ONCE, leaseSeconds: LEASE_SECONDS }),
    );
    const [first, ...rest] = attempts;
    if (first === undefined) return;
    // One that has failed of late is asked with one message alone before it is given the others.
    if (first.failures > 0) {
      if (!(await sendOne(first, options)) && first.failures + 1 >= FAILURES_BEFORE_REST) {
        await transaction(async (tx) => {
          for (const one of rest)
            await endAttempt(tx, one, {
              state: "waiting",
              status: null,
              error: "endpoint_rests",
              pauseMs: 0,
            });
        });
        return;
      }
      await Promise.all(rest.map((one) => sendOne(one, options)));
      return;
    }
    await Promise.all(attempts.map((one) => sendOne(one, options)));
  }

  return {
    turn: async () => {
      const due = await read((tx) => findDueEndpoints(tx, ENDPOINTS_AT_ONCE));
      const free = due.filter((id) => !busy.has(id));
      for (const id of free) {
        const work = sendTo(id)
          .catch((error: unknown) => log.error({ err: error, endpointId: id }, "webhooks not sent"))
          .finally(() => busy.delete(id));
        busy.set(id, work);
      }
      return free.length;
    },
    settled: async () => {
      await Promise.all(busy.values());
    },
  };
}

/** @returns whether it was taken */
async function sendOne(attempt: Attempt, options: PostOptions): Promise<boolean> {
  const sealed = [attempt.sealedSecret, attempt.previousSecret].filter((one) => one !== null);
  const secrets = await Promise.all(sealed.map((one) => openSecret(attempt, one)));
  const { messageId, body, url } = attempt;
  const headers = {
    ...signedHeaders({ messageId, body }, secrets, attempt.now),
    ...(await checkpointHeader()),
  };
  const posted = await postMessage({ url, body, headers }, options);
  const taken = posted.status !== null && posted.status >= 200 && posted.status < 300;
  if (taken) await noteSuccess(attempt, posted);
  else await noteFailure(attempt, posted);
  return taken;
}

/** Every receiver comes to hold checkpoints, by which it can show later that the ledger was cut or rewritten. */
async function checkpointHeader(): Promise<Record<string, string>> {
  const note = await checkpointToKeep();
  return note === null ? {} : { "countersign-checkpoint": Buffer.from(note).toString("base64") };
}

async function noteSuccess(attempt: Attempt, { status }: Posted): Promise<void> {
  await transaction(async (tx) => {
    await lockEndpoint(tx, attempt);
    await endAttempt(tx, attempt, { state: "delivered", status, error: null, pauseMs: 0 });
    await noteTaken(tx, attempt.endpointId);
  });
}

async function noteFailure(attempt: Attempt, { status, error }: Posted): Promise<void> {
  const pauseMs = pauseAfter(attempt.attempts - attempt.roundFrom, Math.random());
  const isOver = pauseMs === null || status === GONE;
  await transaction(async (tx) => {
    // Before any of its messages: two that end at once would else wait for each other.
    await lockEndpoint(tx, attempt);
    const isOurs = await endAttempt(tx, attempt, {
      state: isOver ? "dead" : "waiting",
      status,
      error: error ?? "refused",
      pauseMs: pauseMs ?? 0,
    });
    if (!isOurs) return;
    const { endpointId, tenantId } = attempt;
    if (status === GONE) {
      if (!(await disableGone(tx, endpointId))) return;
      await buryDeliveries(tx, endpointId);
      await appendEntry(tx, {
        kind: "webhook.endpoint_disabled",
        subjectId: endpointId,
        data: { tenant_id: tenantId, reason: "gone" },
      });
      return;
    }
    const restMs = restAfter(await countFailure(tx, endpointId));
    if (restMs !== null) await letRest(tx, endpointId, restMs);
  });
}

/** Deliveries that are over are kept a month. @returns how many went */
export async function forgetOldDeliveries(): Promise<number> {
  return transaction((tx) => deleteOldDeliveries(tx, KEEP_DAYS));
}
