import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EDGES } from "#lib/applications/application";
import { read } from "#lib/platform/db";
import { nameOf, WALKS, WALKS_BY_NAME } from "./edge-walks";
import { NAMED_ELSEWHERE, WALKED_ELSEWHERE } from "./edges-elsewhere";

const walked = EDGES.flatMap((edge) => {
  const name = nameOf(edge);
  if (name in NAMED_ELSEWHERE) return [];
  const walk = WALKS_BY_NAME[name] ?? WALKS[edge.reason];
  return walk === undefined ? [] : [{ name, edge, walk }];
});

describe("every edge of the table", () => {
  it.each(walked)("$name is walked by its verb, on record with who and why", async ({ edge, walk }) => {
    const { from, to, reason } = edge;
    const { applicationId } = await walk(from);
    const events = await read((tx) =>
      tx.applicationEvent.findMany({
        where: { applicationId, fromState: from, toState: to, reasonCode: reason },
      }),
    );
    const [event] = events;
    const may = [
      ...(edge.who.members ?? []),
      ...(edge.who.staff ?? []),
      ...(edge.who.service ? ["service"] : []),
    ];
    expect(may).toContain(event?.actorRole);
    expect(event?.packVersion).toBe("2026-11");
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: applicationId, kind: "application.state_changed" } }),
    );
    const data = leaves.map(({ leaf }) => JSON.parse(leaf).data);
    expect(data).toContainEqual(expect.objectContaining({ from, to, reason, role: event?.actorRole }));
    const told = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: applicationId, kind: "application.stage_changed" } }),
    );
    expect(told.map(({ data: said }) => said)).toContainEqual(expect.objectContaining({ from, to, reason }));
  });

  it("is walked by a verb, here or in a test that is named, and never in both", () => {
    const places = EDGES.map((edge) => {
      const name = nameOf(edge);
      return {
        name,
        here: walked.filter((one) => one.name === name).length,
        elsewhere: Number(name in NAMED_ELSEWHERE || edge.reason in WALKED_ELSEWHERE),
      };
    });
    expect(places.filter(({ here, elsewhere }) => here + elsewhere !== 1)).toEqual([]);
  });

  it("names no edge that is not in the table", () => {
    const reasons = EDGES.map(({ reason }) => reason as string);
    const named = [WALKS, WALKED_ELSEWHERE].flatMap((list) => Object.keys(list));
    expect(named.filter((reason) => !reasons.includes(reason))).toEqual([]);
    const names = EDGES.map(nameOf);
    expect(
      [...Object.keys(WALKS_BY_NAME), ...Object.keys(NAMED_ELSEWHERE)].filter(
        (name) => !names.includes(name),
      ),
    ).toEqual([]);
  });

  it("that is walked elsewhere is walked in a file that is there", () => {
    const files = new Set([...Object.values(WALKED_ELSEWHERE), ...Object.values(NAMED_ELSEWHERE)]);
    expect([...files].filter((file) => !existsSync(file))).toEqual([]);
  });
});
