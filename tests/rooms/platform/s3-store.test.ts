import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Store } from "#lib/platform/storage/s3-store";

/** As much of S3's protocol as the store speaks, path style, in memory: what reaches the network is looked at. */
const bucket = new Map<string, Buffer>();
const seen: { method: string; url: string; headers: IncomingMessage["headers"] }[] = [];
let server: Server;
let endpoint: string;

function listing(prefix: string): string {
  const contents = [...bucket.keys()]
    .filter((key) => key.startsWith(prefix))
    .map(
      (Key) => `<Contents><Key>${Key}</Key><LastModified>2026-11-22T20:00:00.000Z</LastModified></Contents>`,
    );
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "/", "http://s3.invalid");
    seen.push({ method, url: url.pathname, headers });
    const key = url.pathname.replace(/^\/evidence-bucket\/?/, "");
    const body = await bodyOf(request);
    const standing = bucket.get(key);
    if (url.searchParams.has("list-type")) response.end(listing(url.searchParams.get("prefix") ?? ""));
    else if (method === "PUT") {
      bucket.set(key, body);
      response.end();
    } else if (method === "DELETE") {
      bucket.delete(key);
      response.writeHead(204).end();
    } else if (standing === undefined) {
      response
        .writeHead(404, { "content-type": "application/xml" })
        .end("<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>gone</Message></Error>");
    } else response.end(standing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

function store() {
  return s3Store({
    bucket: "evidence-bucket",
    endpoint,
    accessKeyId: "an-id",
    secretAccessKey: "a-secret-that-stays-here",
  });
}

describe("storage in S3", () => {
  it("keeps the very bytes, in path style, and sends no secret", async () => {
    const sealed = Buffer.from([0, 255, 13, 10, 7]);
    await store().put("evidence/org_1/evd_1", sealed);
    expect(bucket.get("evidence/org_1/evd_1")).toEqual(sealed);
    expect(Buffer.from((await store().get("evidence/org_1/evd_1")) ?? [])).toEqual(sealed);
    expect(seen[0]).toMatchObject({ method: "PUT", url: "/evidence-bucket/evidence/org_1/evd_1" });
    expect(JSON.stringify(seen)).not.toContain("a-secret-that-stays-here");
  });

  it("says null for what is not there, and removes it twice", async () => {
    await store().put("image/org_1/inp_1", Buffer.from("x"));
    await store().remove("image/org_1/inp_1");
    await store().remove("image/org_1/inp_1");
    expect(await store().get("image/org_1/inp_1")).toBeNull();
  });

  it("lists what it holds under a prefix", async () => {
    await store().put("image/org_2/inp_1", Buffer.from("x"));
    await store().put("image/org_3/inp_2", Buffer.from("x"));
    const found = [];
    for await (const entry of store().list("image/org_2")) found.push(entry);
    expect(found).toEqual([{ key: "image/org_2/inp_1", writtenAt: new Date("2026-11-22T20:00:00.000Z") }]);
  });

  it("does not take a server that is down for a missing object", async () => {
    const down = s3Store({
      bucket: "b",
      endpoint: "http://127.0.0.1:1",
      accessKeyId: "a",
      secretAccessKey: "b",
    });
    await expect(down.get("image/org_1/inp_1")).rejects.toThrow();
  });
});
