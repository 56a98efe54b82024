import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { PUT as sendPiece } from "../../app/api/applications/[id]/uploads/[uploadId]/route";
import { POST as begin } from "../../app/api/applications/[id]/uploads/route";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { type Init, request, seedAsking } from "./asking";

vi.mock("../../app/_edge/current-actor", () => import("./asking"));

let stranger: Actor;
let id: string;

beforeAll(async () => {
  ({ stranger, id } = await seedAsking("uploads"));
});

const document = new Uint8Array(sampleDocument("dpia"));

const announcement = (over: Record<string, unknown> = {}) => ({
  kind: "dpia",
  file_name: "dpia.pdf",
  media_type: "application/pdf",
  bytes: document.byteLength,
  sha256: sha256Hex(document),
  ...over,
});

function start(body: unknown, init: Init = {}, application = id): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const asked = request(`${application}/uploads`, "POST", { body: text, ...init });
  return begin(asked, { params: Promise.resolve({ id: application }) });
}

function put(uploadId: string, at: string, body: BodyInit, init: Init = {}): Promise<Response> {
  const asked = request(`${id}/uploads/${uploadId}?at=${at}`, "PUT", { body, ...init });
  return sendPiece(asked, { params: Promise.resolve({ id, uploadId }) });
}

describe("a document sent in pieces", () => {
  it("is announced, sent and answered with the document; announced again, it is there", async () => {
    const begun = await start(announcement());
    expect(begun.status).toBe(201);
    const { id: uploadId, received } = await begun.json();
    expect(received).toBe(0);
    const first = await put(uploadId, "0", document.slice(0, 100));
    expect(await first.json()).toEqual({ received: 100, document: null });
    const again = await start(announcement());
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ id: uploadId, received: 100 });
    const last = await put(uploadId, "100", document.slice(100));
    expect(last.status).toBe(201);
    expect((await last.json()).document).toMatchObject({ kind: "dpia", sha256: sha256Hex(document) });
    expect(await (await start(announcement())).json()).toMatchObject({
      id: null,
      document: { file_name: "dpia.pdf" },
    });
  });

  it.each([
    ["no JSON", "{", "/"],
    ["a kind that there is not", announcement({ kind: "secret" }), "/kind"],
    ["no name", announcement({ file_name: "" }), "/file_name"],
    ["a digest that is none", announcement({ sha256: "ABC" }), "/sha256"],
    ["half a byte", announcement({ bytes: 1.5 }), "/bytes"],
    ["a field that there is not", announcement({ organisation: "org_other" }), "/organisation"],
  ])("is refused by its field: %s", async (_, body, pointer) => {
    const refused = await start(body);
    expect(refused.status).toBe(400);
    const { code, errors } = await refused.json();
    expect(code).toBe("invalid_request");
    expect(errors.map((error: { pointer: string }) => error.pointer).join()).toContain(
      pointer === "/" ? "" : pointer,
    );
  });

  it.each(["", "-1", "1.5", "x", "0&at=1x"])("needs the byte at which a piece begins: %j", async (at) => {
    const { id: uploadId } = await (await start(announcement({ sha256: "1".repeat(64) }))).json();
    const refused = await put(uploadId, at, document);
    expect(refused.status).toBe(400);
  });

  it("takes no piece over a megabyte, however it is declared", async () => {
    const { id: uploadId } = await (await start(announcement({ sha256: "2".repeat(64) }))).json();
    const refused = await put(uploadId, "0", new Uint8Array(1024 * 1024 + 1));
    expect(refused.status).toBe(413);
  });

  it("is closed to strangers, to nobody and to other sites", async () => {
    const { id: uploadId } = await (await start(announcement({ sha256: "3".repeat(64) }))).json();
    expect((await start(announcement(), { actor: stranger })).status).toBe(404);
    expect((await put(uploadId, "0", document, { actor: stranger })).status).toBe(404);
    expect((await start(announcement(), { actor: null })).status).toBe(401);
    expect((await put(uploadId, "0", document, { actor: null })).status).toBe(401);
    const headers = { origin: "https://elsewhere.example" };
    expect((await start(announcement(), { headers })).status).toBe(403);
    expect((await put(uploadId, "0", document, { headers })).status).toBe(403);
    expect((await put("upl_none", "0", document)).status).toBe(404);
  });
});
