import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random";

/** One request and every answer that took it on, however often it was sent. */
export type Order = { key: string; jobIds: Set<string>; tries: number };

export type Load = {
  orders: readonly Order[];
  /** Requests that some answer took on so far. */
  accepted: () => number;
  /** Status codes of the answers, and how often each; `0` where no answer came. */
  statuses: Record<number, number>;
  done: Promise<void>;
};

export type LoadPlan = {
  gatewayUrl: string;
  key: string;
  jobs: number;
  pictures: readonly Buffer[];
  random: Random;
  /** Names the idempotency keys. */
  name: string;
};

/** As many callers as an airline has gates: enough that something is always in hand, too few for a backlog. */
const CALLERS = 8;
const ANSWER_MS_MAX = 20_000;
/** A caller that is not answered asks again, with the same key, for this long. */
const PATIENCE_MS = 120_000;
const AGAIN_MS = 400;

/**
 * Callers who want each of their pictures looked at once: they repeat a request that failed or hung, under the same
 * idempotency key, and one in ten that did not fail. Half of them do not wait for the answer. Loopback only.
 */
export function startLoad(plan: LoadPlan): Load {
  const orders: Order[] = [];
  const statuses: Record<number, number> = {};
  const caller = async () => {
    while (orders.length < plan.jobs) {
      const order: Order = { key: `${plan.name}-${orders.length}`, jobIds: new Set(), tries: 0 };
      orders.push(order);
      await place(order, plan, statuses);
      if (plan.random.below(10) === 0) await send(order, plan, statuses);
    }
  };
  const done = Promise.all(Array.from({ length: CALLERS }, caller)).then(() => undefined);
  return { orders, statuses, accepted: () => orders.filter(({ jobIds }) => jobIds.size > 0).length, done };
}

async function place(order: Order, plan: LoadPlan, statuses: Load["statuses"]): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const status = await send(order, plan, statuses);
    // What is refused for good, as after a revocation, is not asked again.
    if (order.jobIds.size > 0 || (status >= 400 && status < 500 && status !== 409 && status !== 429)) return;
    await sleep(AGAIN_MS);
  }
}

/** @returns the status, or 0 where no answer came */
async function send(order: Order, plan: LoadPlan, statuses: Load["statuses"]): Promise<number> {
  const { gatewayUrl, key, pictures } = plan;
  const at = Number(order.key.slice(order.key.lastIndexOf("-") + 1));
  const picture = pictures[at % pictures.length] ?? Buffer.alloc(0);
  order.tries += 1;
  let status = 0;
  try {
    const answer = await fetch(`${gatewayUrl}/v1/detect`, {
      method: "POST",
      body: new Uint8Array(picture),
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "image/jpeg",
        "idempotency-key": order.key,
        ...(at % 2 === 0 ? { prefer: "respond-async" } : {}),
      },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const body = (await answer.json()) as { id?: unknown };
    status = answer.status;
    if (answer.ok) order.jobIds.add(typeof body.id === "string" ? body.id : "an answer without an id");
  } catch {
    // Cut off, or late: this caller cannot know whether it was taken on, so it asks again.
    status = 0;
  }
  statuses[status] = (statuses[status] ?? 0) + 1;
  return status;
}
