import { env } from "#lib/platform/env";
import { createSender, forgetOldDeliveries } from "#lib/webhooks/send-messages";
import { type Loop, startLoop } from "./loop";

const SEND_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;

/** What tenants' endpoints are told, out of the outbox. */
export function startWebhooks(): Loop {
  const sender = createSender({ toLoopback: env().WEBHOOKS_TO_LOOPBACK });
  const loop = startLoop({ name: "webhooks", everyMs: SEND_EVERY_MS, turn: sender.turn });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await sender.settled();
    },
  };
}

export function startWebhookRetention(): Loop {
  return startLoop({ name: "webhook retention", everyMs: FORGET_EVERY_MS, turn: forgetOldDeliveries });
}
