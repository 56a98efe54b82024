import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach } from "vitest";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { insertEndpoint } from "#lib/webhooks/endpoint-store";
import { queueMessages } from "#lib/webhooks/queue-messages";
import { sealSecret } from "#lib/webhooks/seal-secret";
import { createSender } from "#lib/webhooks/send-messages";
import { newSecret } from "#lib/webhooks/signature";

export type Received = { headers: Record<string, string>; body: string };

/** A tenant's server on this machine: what it answers with, and what it was sent. */
export const receiver = { status: 200, received: [] as Received[], port: 0 };

const server = http.createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = request.headers as Record<string, string>;
  receiver.received.push({ headers, body: Buffer.concat(chunks).toString() });
  const { status } = receiver;
  response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("{}");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
receiver.port = (server.address() as AddressInfo).port;
const url = `http://127.0.0.1:${receiver.port}/hook`;

beforeEach(async () => {
  await read((tx) => tx.webhookEndpoint.deleteMany());
  receiver.status = 200;
  receiver.received = [];
});
afterAll(async () => {
  server.close();
  await closeDatabase();
});

let events = 0n;

/** An endpoint of a tenant of its own, at the receiver unless it says otherwise. */
export async function endpoint(more: { events?: string[]; url?: string } = {}) {
  const tenantId = newId("org");
  const id = newId("whe");
  const secret = newSecret();
  const sealedSecret = await sealSecret({ tenantId, endpointId: id }, secret);
  await transaction((tx) => insertEndpoint(tx, { id, tenantId, url, events: [], ...more, sealedSecret }));
  const tell = async (kind: "job.released" | "job.failed" = "job.released") => {
    events += 1n;
    const event = {
      id: events,
      kind,
      subjectId: "job_1",
      data: { tenantId, state: "released", code: null },
    };
    await queueMessages(event);
    return event;
  };
  const rows = () => read((tx) => tx.webhookDelivery.findMany({ where: { endpointId: id } }));
  const row = () => read((tx) => tx.webhookEndpoint.findUniqueOrThrow({ where: { id } }));
  /** As if every pause were over. */
  const later = () =>
    read(async (tx) => {
      await tx.webhookDelivery.updateMany({ where: { endpointId: id }, data: { dueAt: new Date(0) } });
      await tx.webhookEndpoint.updateMany({
        where: { id, restsUntil: { not: null } },
        data: { restsUntil: new Date(0) },
      });
    });
  return { tenantId, id, secret, tell, rows, row, later };
}

/** One turn of a sender, to its end. */
export async function send(options: Partial<Parameters<typeof createSender>[0]> = {}): Promise<void> {
  const sender = createSender({ toLoopback: true, ...options });
  await sender.turn();
  await sender.settled();
}
