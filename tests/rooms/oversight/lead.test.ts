import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settleLead } from "#lib/oversight/lead";

const judgements = fc.array(fc.record({ subjectId: fc.option(fc.constantFrom("sub_1", "sub_2")) }), {
  maxLength: 4,
});

describe("a lead", () => {
  it("says nothing before all have judged, and names only whom all of them named", () => {
    fc.assert(
      fc.property(judgements, fc.constantFrom(1, 2), (made, needed) => {
        const settled = settleLead(made, needed);
        expect(settled.kind === "open").toBe(made.length < needed);
        if (settled.kind !== "confirmed") return;
        expect(made.every(({ subjectId }) => subjectId === settled.subjectId)).toBe(true);
      }),
    );
  });

  it("on which nobody has judged is open, however few are needed", () => {
    expect(settleLead([], 0)).toEqual({ kind: "open" });
  });
});
