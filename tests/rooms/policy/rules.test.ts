import { describe, expect, test } from "vitest";
import { RULE_CASES } from "./rule-cases";
import { judge, PACK } from "./samples";

describe.each(Object.entries(RULE_CASES))("%s", (id, { fires, silent }) => {
  test.each(fires)("fires: $name", ({ from = "airline", changes, effect, facts, on }) => {
    const result = judge(from, changes, { facts, on });
    expect(result.rules.find((rule) => rule.id === id)?.effect).toBe(effect);
  });

  test.each(silent)("is silent: $name", ({ from = "airline", changes, facts, on }) => {
    const result = judge(from, changes, { facts, on });
    expect(result.rules.map((rule) => rule.id)).not.toContain(id);
  });
});

test("each rule of the pack has a firing and a silent case", () => {
  const covered = Object.entries(RULE_CASES)
    .filter(([, { fires, silent }]) => fires.length > 0 && silent.length > 0)
    .map(([id]) => id);
  expect(covered.sort()).toEqual(PACK.rules.map(({ id }) => id).sort());
});
