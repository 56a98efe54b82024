import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { read } from "#lib/platform/db";
import { postMessage } from "#lib/webhooks/post-message";
import { createSender } from "#lib/webhooks/send-messages";
import { endpoint, receiver, send } from "./webhook-case";

describe("an endpoint", () => {
  it("that answers 410 is disabled, on record, and its messages are dead letters", async () => {
    receiver.status = 410;
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
    receiver.status = 302;
    const { tell, rows } = await endpoint();
    await tell();
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: "waiting", lastStatus: 302, lastError: "refused" }]);
  });

  it("that fails five times rests, is then asked with one message alone, and gets the others once it takes it", async () => {
    receiver.status = 503;
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
    receiver.received = [];
    await send();
    expect(receiver.received).toHaveLength(0);
    await later();
    await send();
    expect(receiver.received).toHaveLength(1);
    await later();
    receiver.status = 200;
    await send();
    expect(receiver.received).toHaveLength(4);
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
    const sender = createSender({ toLoopback: true });
    await sender.turn();
    await expect.poll(async () => (await good.rows())[0]?.state).toBe("delivered");
    expect((await hanging.rows())[0]).toMatchObject({ state: "waiting", lastError: null });
    slow.closeAllConnections();
    await sender.settled();
    expect((await hanging.rows())[0]).toMatchObject({ state: "waiting", lastError: "connection_failed" });
    await hanging.later();
    await send({ timeoutMs: 200 });
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
    expect(receiver.received).toHaveLength(0);
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
    expect(await post(rebinding, true, `http://localhost:${receiver.port}/`)).toEqual({
      status: 200,
      error: null,
    });
    expect([asked, receiver.received.length]).toEqual([1, 1]);
  });
});
