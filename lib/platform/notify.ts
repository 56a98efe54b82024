import pg from "pg";
import type { Tx } from "./db";
import { env } from "./env";
import { log } from "./log";

/**
 * What one process tells the others through PostgreSQL. A notification is a hint that may be lost: whoever waits
 * for one polls as well, and reads the truth from the tables.
 */
export type Channel =
  /** Work was put into the outbox. */
  | "countersign_outbox"
  /** A job ended; the payload is its id. */
  | "countersign_job";

/** Sends when `tx` commits, and not at all when it rolls back. */
export async function notify(tx: Tx, channel: Channel, payload = ""): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

export type Listener = { stop: () => Promise<void> };

const RETRY_MS = 500;

/**
 * Listens on a connection of its own until stopped, and connects again when it is lost.
 *
 * @param handlers.onGap called after each connection: whatever was sent before may have been missed
 */
export function listen(
  channels: readonly Channel[],
  handlers: { onMessage: (channel: string, payload: string) => void; onGap: () => void },
): Listener {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
    client = fresh;
    let lost = false;
    const reconnect = (error: unknown) => {
      if (lost || stopped) return;
      lost = true;
      log.warn({ err: error }, "listening connection lost, connecting again");
      fresh.end().catch(() => undefined);
      retry = setTimeout(() => void connect(), RETRY_MS);
    };
    fresh.on("error", reconnect);
    fresh.on("end", () => reconnect(new Error("connection ended")));
    fresh.on("notification", ({ channel, payload }) => handlers.onMessage(channel, payload ?? ""));
    try {
      await fresh.connect();
      for (const channel of channels) await fresh.query(`LISTEN ${channel}`);
      handlers.onGap();
    } catch (error) {
      reconnect(error);
    }
  }

  void connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
