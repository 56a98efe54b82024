import { describe, expect, it } from "vitest";
import { EDGES } from "#lib/applications/application";
import { isNoticeKind } from "#lib/notices/kinds";
import { OTHER_EVENTS } from "#lib/notices/other-events";
import { renderNotice, templateName } from "#lib/notices/templates";
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

  it("says each in a short subject and at most three sentences, with facts from a closed list", () => {
    for (const { telling, name } of tellings) {
      expect(telling.subject.length, name).toBeLessThanOrEqual(80);
      const text = telling.body.join(" ");
      expect(text.match(/[.!?](?:\s|$)/g)?.length ?? 0, name).toBeLessThanOrEqual(4);
      expect(`${telling.subject} ${text}`.match(/\{[a-z]+\}/g) ?? [], name).toSatisfy((marks: string[]) =>
        marks.every((mark) => ["{reference}", "{role}", "{what}"].includes(mark)),
      );
      expect(isNoticeKind(telling.kind)).toBe(true);
    }
  });

  it("fills a template once: a fact is never read as a template", () => {
    const filled = renderNotice("declined/members", { reference: "{what}", what: "no" });
    expect(filled.subject).toBe("{what} is declined");
    expect(renderNotice("declined/members", {}).subject).toBe("– is declined");
    expect(renderNotice("no-such/template", { reference: "APP-1" }).subject).toContain("APP-1");
  });
});
