import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { GET as readStep, PUT as saveStep } from "../../app/api/applications/[id]/draft/[section]/route";
import { GET as download } from "../../app/api/applications/[id]/evidence/[evidenceId]/route";
import { POST as upload } from "../../app/api/applications/[id]/evidence/route";
import { GET as exportDraft } from "../../app/api/applications/[id]/export/route";
import { sampleDocument } from "../../prisma/samples/sample-document";
import { type Init, request, seedAsking } from "./asking";

vi.mock("../../app/_edge/current-actor", () => import("./asking"));

let stranger: Actor;
let id: string;

beforeAll(async () => {
  ({ stranger, id } = await seedAsking("routes"));
});

const of = <P extends Record<string, string>>(params: P) => ({ params: Promise.resolve(params) });

async function problem(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  return response.json();
}

function save(body: unknown, init: Init = {}, application = id): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return saveStep(
    request(`${application}/draft/purpose`, "PUT", { body: text, ...init }),
    of({ id: decodeURIComponent(application), section: "purpose" }),
  );
}

const typed = { draft_version: 1_000, editor: "tab", fields: [["purpose.problem", "Queues"]] };

function form(kind: string, bytes: BlobPart = new Uint8Array(sampleDocument("dpia"))): FormData {
  const data = new FormData();
  data.set("kind", kind);
  data.set("file", new File([bytes], "l'été (1).pdf", { type: "application/pdf" }));
  return data;
}

function send(body: FormData, init: Init = {}): Promise<Response> {
  return upload(request(`${id}/evidence`, "POST", { body, ...init }), of({ id }));
}

describe("saving a step", () => {
  it("keeps what was typed, and says what is missing", async () => {
    const response = await save(typed);
    expect(response.status).toBe(200);
    expect(Object.keys((await response.json()).errors).length).toBeGreaterThan(0);
    const stored = await readStep(request(`${id}/draft/purpose`, "GET"), of({ id, section: "purpose" }));
    expect((await stored.json()).fields).toContainEqual(["purpose.problem", "Queues"]);
  });

  it("is for whoever has signed in, from a page of ours", async () => {
    expect(await problem(await save(typed, { actor: null }))).toMatchObject({ status: 401 });
    for (const origin of ["https://elsewhere.example", "null"]) {
      expect(await problem(await save(typed, { headers: { origin } }))).toMatchObject({ status: 403 });
    }
  });

  it("finds nothing of another organisation's, nor what is not there", async () => {
    expect(await problem(await save(typed, { actor: stranger }))).toMatchObject({ status: 404 });
    expect(await problem(await save(typed, {}, "app_none"))).toMatchObject({ status: 404 });
    expect(await problem(await save(typed, {}, "%00"))).toMatchObject({ status: 404 });
    const odd = saveStep(
      request(`${id}/draft/secrets`, "PUT", { body: JSON.stringify(typed) }),
      of({ id, section: "secrets" }),
    );
    expect(await problem(await odd)).toMatchObject({ status: 404 });
  });

  it("refuses a body that is wrong, at its place, or too large", async () => {
    expect(await problem(await save("{"))).toMatchObject({ status: 400, code: "invalid_request" });
    const wrong = { ...typed, draft_version: "1", role: "admin" };
    const { errors } = await problem(await save(wrong));
    expect(errors).toContainEqual(expect.objectContaining({ pointer: "/draft_version" }));
    expect(errors).toContainEqual(expect.objectContaining({ pointer: "/role" }));
    expect(await problem(await save("x".repeat(2 * 1024 * 1024 + 1)))).toMatchObject({ status: 413 });
  });

  it("gives both versions a chance when somebody else has saved meanwhile", async () => {
    const colleague = {
      ...typed,
      editor: "another tab",
      draft_version: 0,
      fields: [["purpose.problem", "Other"]],
    };
    expect(await problem(await save(colleague))).toMatchObject({ code: "stale_draft" });
  });
});

describe("a document", () => {
  it("goes on file, and comes back as an attachment that no page can run", async () => {
    const response = await send(form("dpia"));
    expect(response.status).toBe(201);
    const { documents } = await response.json();
    const evidenceId: string = documents[0].id;
    const path = `${id}/evidence/${evidenceId}`;
    const back = await download(request(path, "GET"), of({ id, evidenceId }));
    expect(Buffer.from(await back.arrayBuffer())).toEqual(Buffer.from(sampleDocument("dpia")));
    expect(back.headers.get("content-disposition")).toBe(
      `attachment; filename="document"; filename*=UTF-8''l%27%C3%A9t%C3%A9%20%281%29.pdf`,
    );
    expect(back.headers.get("content-security-policy")).toContain("sandbox");
    expect(back.headers.get("x-content-type-options")).toBe("nosniff");
    const theirs = await download(request(path, "GET", { actor: stranger }), of({ id, evidenceId }));
    expect(await problem(theirs)).toMatchObject({ status: 404 });
  });

  it("is refused without a kind, without a file, and when it is not what it claims", async () => {
    const empty = new FormData();
    empty.set("kind", "dpia");
    expect(await problem(await send(form("poem")))).toMatchObject({ errors: [{ pointer: "/kind" }] });
    expect(await problem(await send(empty))).toMatchObject({ errors: [{ pointer: "/file" }] });
    expect(await problem(await send(form("dpia", "MZ, a program")))).toMatchObject({ status: 400 });
    expect(await problem(await send(form("dpia"), { actor: stranger }))).toMatchObject({ status: 404 });
  });

  it("leads a browser without scripts back to the page, with what was refused", async () => {
    const headers = { accept: "text/html" };
    const refused = await send(form("poem"), { headers });
    expect([refused.status, refused.headers.get("location")]).toEqual([
      303,
      `/applications/${id}/evidence?refused=invalid_request`,
    ]);
    expect((await send(form("sop"), { headers })).headers.get("location")).toBe(
      `/applications/${id}/evidence`,
    );
  });
});

describe("the export of a draft", () => {
  it("is a file for its own organisation", async () => {
    const response = await exportDraft(request(`${id}/export`, "GET"), of({ id }));
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="APP-[\d-]+\.json"$/);
    expect(await response.json()).toMatchObject({ purpose: { problem: "Queues" } });
    const theirs = await exportDraft(request(`${id}/export`, "GET", { actor: stranger }), of({ id }));
    expect(await problem(theirs)).toMatchObject({ status: 404 });
  });
});
