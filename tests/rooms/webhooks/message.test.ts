import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, it } from "vitest";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { latestCheckpoint } from "#lib/ledger/view";
import { read, transaction } from "#lib/platform/db";
import { replaceSecret } from "#lib/webhooks/endpoint-store";
import { queueMessages } from "#lib/webhooks/queue-messages";
import { openSecret, sealSecret } from "#lib/webhooks/seal-secret";
import { newSecret } from "#lib/webhooks/signature";
import { endpoint, type Received, receiver, send } from "./webhook-case";

describe("a message", () => {
  it("is verified by the reference library and by svix's, and says ids alone", async () => {
    const { secret, tell, rows } = await endpoint();
    const event = await tell();
    await queueMessages(event);
    await send();
    expect(receiver.received).toHaveLength(1);
    const [{ headers, body }] = receiver.received as [Received];
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
    expect(receiver.received).toHaveLength(1);
  });

  it("brings the newest checkpoint along, for its receiver to keep", async () => {
    const { tell } = await endpoint();
    await tell();
    await sequenceEntries({ now: new Date() });
    await send();
    const [{ headers }] = receiver.received as [Received];
    const note = Buffer.from(headers["countersign-checkpoint"] ?? "", "base64").toString();
    expect(note).toBe((await latestCheckpoint()).note);
  });

  it("is signed with both secrets while a rotation overlaps, and not after", async () => {
    const { secret, tell, tenantId, id } = await endpoint();
    const next = newSecret();
    const sealedSecret = await sealSecret({ tenantId, endpointId: id }, next);
    await transaction((tx) => replaceSecret(tx, { endpointId: id, sealedSecret, overlapSeconds: 60 }));
    await tell();
    await send();
    const [{ headers, body }] = receiver.received as [Received];
    for (const one of [secret, next])
      expect(new Webhook(one).verify(body, headers)).toMatchObject({ type: "job.released" });
    await read((tx) => tx.webhookEndpoint.update({ where: { id }, data: { previousUntil: new Date(0) } }));
    await tell();
    await send();
    const after = receiver.received[1] as Received;
    expect(() => new Webhook(secret).verify(after.body, after.headers)).toThrow();
    expect(new Webhook(next).verify(after.body, after.headers)).toMatchObject({ type: "job.released" });
  });

  it("keeps its id and bytes over attempts, and is a dead letter when the table is used up", async () => {
    receiver.status = 500;
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
    expect(receiver.received).toHaveLength(10);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
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
