import { describe, expect, it } from "vitest";
import { EDGES } from "#lib/applications/application";
import { isNoticeKind } from "#lib/notices/kinds";
import { OTHER_EVENTS } from "#lib/notices/other-events";
import { templateName } from "#lib/notices/templates";
import { TURNS } from "#lib/notices/turns";

describe("the table of what is told", () => {
  const tellings = [...Object.entries(TURNS), ...Object.entries(OTHER_EVENTS)].flatMap(([event, rows]) =>
    rows.map((telling) => ({ event, telling, name: templateName(event, telling) })),
  );

  it("has a row for every reason of the table of states, and each row words of its own", () => {
    expect(Object.keys(TURNS).sort()).toEqual([...new Set(EDGES.map(({ reason }) => reason))].sort());
    expect(new Set(tellings.map(({ name }) => name)).size).toBe(tellings.length);
  });

  it("tells the applicant of every turn that leaves them waiting or ends their case", () => {
    const forApplicants = Object.entries(TURNS).filter(([, rows]) =>
      rows.some(({ to }) => to.includes("members")),
    );
    const silent = Object.keys(TURNS).filter((reason) => !forApplicants.some(([told]) => told === reason));
    expect(silent.sort()).toEqual(
      ["submitted", "screening_started", "rescreened", "all_lanes_locked", "grant_compiled"].sort(),
    );
  });

  it("names a kind that people choose mail for in each row", () => {
    for (const { telling, name } of tellings) expect(isNoticeKind(telling.kind), name).toBe(true);
  });
});
