import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { GET as download } from "../../app/(review)/review/download/route";
import { seedCase, seedStaff } from "../rooms/reviews/review-case";
import { request, seedAsking } from "./asking";

vi.mock("../../app/_edge/current-actor", () => import("./asking"));

let auditor: Actor;

beforeAll(async () => {
  await seedAsking("queue");
  await seedCase();
  auditor = await seedStaff("auditor");
});

/** @param actor the owner of an application, an applicant's own, when none is given */
function ask(query: string, actor?: Actor | null): Promise<Response> {
  return download(request(`queue?${query}`, "GET", actor === undefined ? {} : { actor }));
}

describe("the queue as a file", () => {
  it("is a CSV or a JSON document to keep, which no cache keeps", async () => {
    const csv = await ask("show=all&format=csv", auditor);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="queue.csv"');
    expect(csv.headers.get("cache-control")).toBe("no-store");
    const lines = (await csv.text()).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^id,reference,title,/);
    const json = await ask("show=all&format=json", auditor);
    expect((await json.json()).cases).toHaveLength(lines.length - 1);
    expect(lines.length).toBeGreaterThan(1);
  });

  it("narrows as the page does", async () => {
    const narrowed = await ask("show=all&tier=T4&format=json", auditor);
    expect((await narrowed.json()).cases).toEqual([]);
  });

  it("is for reviewing staff who have signed in", async () => {
    expect((await ask("show=all&format=csv", null)).status).toBe(401);
    const applicant = await ask("show=all&format=csv");
    expect(applicant.status).toBe(404);
    expect(await applicant.text()).not.toContain("Northwind");
  });

  it("says which formats there are when asked for another", async () => {
    const response = await ask("format=xlsx", auditor);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: "format is csv or json." });
  });
});
