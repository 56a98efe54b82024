import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { insertEndpoint, replaceSecret } from "#lib/webhooks/endpoint-store";
import { queueMessages } from "#lib/webhooks/queue-messages";
import { openSecret, sealSecret } from "#lib/webhooks/seal-secret";
import { createSender } from "#lib/webhooks/send-messages";
import { newSecret } from "#lib/webhooks/signature";

type Received = { headers: Record<string, string>; body: string };

let status = 200;
let received: Received[] = [];
const receiver = http.createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = request.headers as Record<string, string>;
  received.push({ headers, body: Buffer.concat(chunks).toString() });
  response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("{}");
});
receiver.listen(0, "127.0.0.1");
await once(receiver, "listening");
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

beforeEach(async () => {
  await read((tx) => tx.webhookEndpoint.deleteMany());
  status = 200;
  received = [];
});
afterAll(async () => {
  receiver.close();
  await closeDatabase();
});

let events = 0n;

async function endpoint(more: { events?: string[]; url?: string } = {}) {
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

async function send(options: Partial<Parameters<typeof createSender>[0]> = {}): Promise<void> {
  const sender = createSender({ toLoopback: true, ...options });
  await sender.turn();
  await sender.settled();
}

describe("a message", () => {
  it("is verified by the reference library and by svix's, and says ids alone", async () => {
    const { secret, tell, rows } = await endpoint();
    const event = await tell();
    await queueMessages(event);
    await send();
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [Received];
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: "job.released",
      data: { job_id: "job_1", status: "released", code: null },
    });
    expect(new SvixWebhook(secret).verify(body, headers)).toMatchObject({ type: "job.released" });
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
    expect(await rows()).toMatchObject([
      { state: "delivered", attempts: 1, lastStatus: 200, lastError: null },
    ]);
    await send();
    expect(received).toHaveLength(1);
  });

  it("is signed with both secrets while a rotation overlaps, and not after", async () => {
    const { secret, tell, tenantId, id } = await endpoint();
    const next = newSecret();
    const sealedSecret = await sealSecret({ tenantId, endpointId: id }, next);
    await transaction((tx) => replaceSecret(tx, { endpointId: id, sealedSecret, overlapSeconds: 60 }));
    await tell();
    await send();
    const [{ headers, body }] = received as [Received];
    for (const one of [secret, next]) expect(new Webhook(one).verify(body, headers)).toBeTruthy();
    await read((tx) => tx.webhookEndpoint.update({ where: { id }, data: { previousUntil: new Date(0) } }));
    await tell();
    await send();
    const after = received[1] as Received;
    expect(() => new Webhook(secret).verify(after.body, after.headers)).toThrow();
    expect(new Webhook(next).verify(after.body, after.headers)).toBeTruthy();
  });

  it("keeps its id and bytes over attempts, and is a dead letter when the table is used up", async () => {
    status = 500;
    const { tell, rows, later } = await endpoint();
    await tell();
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await send();
      const [row] = await rows();
      expect(row).toMatchObject({
        attempts: attempt,
        state: attempt === 10 ? "dead" : "waiting",
        lastStatus: 500,
      });
      await later();
    }
    await send();
    expect(received).toHaveLength(10);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  it("goes only to endpoints that asked for its kind, and to no other tenant", async () => {
    const picky = await endpoint({ events: ["job.failed"] });
    const other = await endpoint();
    await picky.tell("job.released");
    await picky.tell("job.failed");
    expect((await picky.rows()).map(({ type }) => type)).toEqual(["job.failed"]);
    expect(await other.rows()).toEqual([]);
  });

  it("is the database's to keep as it was, and its secret is sealed", async () => {
    const { tell, rows, row, secret, tenantId, id } = await endpoint();
    await tell();
    const deliveryId = (await rows())[0]?.id ?? "";
    await expect(
      read((tx) => tx.webhookDelivery.update({ where: { id: deliveryId }, data: { body: "{}" } })),
    ).rejects.toThrow(/webhook_message/);
    const { sealedSecret } = await row();
    expect(Buffer.from(sealedSecret).includes(secret.slice(6, 20))).toBe(false);
    expect(await openSecret({ tenantId, endpointId: id }, sealedSecret)).toBe(secret);
    await expect(openSecret({ tenantId, endpointId: "whe_other" }, sealedSecret)).rejects.toThrow();
  });
});

describe("an endpoint", () => {
  it("that answers 410 is disabled, on record, and its messages are dead letters", async () => {
    status = 410;
    const { id, tell, rows, row } = await endpoint();
    await tell();
    await tell();
    await send();
    expect(await row()).toMatchObject({ disabledReason: "gone" });
    expect((await rows()).map(({ state }) => state)).toEqual(["dead", "dead"]);
    const entries = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: id } }));
    expect(entries.map(({ kind }) => kind)).toEqual(["webhook.endpoint_disabled"]);
    await tell();
    expect(await rows()).toHaveLength(2);
  });

  it("that redirects is not followed", async () => {
    status = 302;
    const { tell, rows } = await endpoint();
    await tell();
    await send();
    expect(received).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: "waiting", lastStatus: 302, lastError: "refused" }]);
  });

  it("that fails five times rests, is then asked with one message alone, and gets the others once it takes it", async () => {
    status = 503;
    const { tell, row, later } = await endpoint();
    for (let at = 0; at < 5; at += 1) {
      if (at < 3) await tell();
      await later();
      if ((await row()).failures >= 5) break;
      await send();
    }
    expect((await row()).restsUntil).not.toBeNull();
    await read(async (tx) => {
      await tx.webhookDelivery.updateMany({ where: { state: "waiting" }, data: { dueAt: new Date(0) } });
      await tx.webhookEndpoint.update({
        where: { id: (await row()).id },
        data: { restsUntil: new Date(Date.now() + 60_000) },
      });
    });
    received = [];
    await send();
    expect(received).toHaveLength(0);
    await later();
    await send();
    expect(received).toHaveLength(1);
    await later();
    status = 200;
    await send();
    expect(received).toHaveLength(4);
    expect(await row()).toMatchObject({ failures: 0, restsUntil: null });
  });

  it("that hangs is cut off, and whoever waits beside it is not held up", async () => {
    const slow = http.createServer(() => {});
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const hanging = await endpoint({ url: `http://127.0.0.1:${(slow.address() as AddressInfo).port}/` });
    const good = await endpoint();
    await hanging.tell();
    await good.tell();
    const sender = createSender({ toLoopback: true, timeoutMs: 1_500 });
    await sender.turn();
    await expect.poll(async () => (await good.rows())[0]?.state, { timeout: 1_200 }).toBe("delivered");
    expect((await hanging.rows())[0]).toMatchObject({ state: "waiting", lastError: null });
    await sender.settled();
    expect((await hanging.rows())[0]).toMatchObject({ state: "waiting", lastError: "timed_out" });
    slow.closeAllConnections();
    slow.close();
  });

  it("whose name leads to a private address is never connected to, also when the name answers otherwise next time", async () => {
    const { tell, rows, later } = await endpoint();
    await tell();
    await send({ toLoopback: false });
    expect((await rows())[0]).toMatchObject({ lastError: "address_refused" });
    await later();
    const port = (receiver.address() as AddressInfo).port;
    expect(received).toHaveLength(0);
    const { postMessage } = await import("#lib/webhooks/post-message");
    const post = (
      resolve: (host: string) => Promise<string[]>,
      toLoopback: boolean,
      at = "https://hooks.example/",
    ) => postMessage({ url: at, headers: {}, body: "{}" }, { toLoopback, resolve, timeoutMs: 2_000 });
    for (const address of ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1"]) {
      expect(await post(async () => [address], false)).toEqual({ status: null, error: "address_refused" });
      expect(await post(async () => ["93.184.215.14", address], false)).toMatchObject({
        error: "address_refused",
      });
    }
    // Rebinding: the first answer is judged, and the only one that is ever asked for.
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return asked === 1 ? ["127.0.0.1"] : ["10.0.0.8"];
    };
    expect(await post(rebinding, true, `http://localhost:${port}/`)).toEqual({ status: 200, error: null });
    expect([asked, received.length]).toEqual([1, 1]);
  });
});
