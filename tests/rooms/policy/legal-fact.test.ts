import { expect, test } from "vitest";
import { factsThatHold } from "#lib/policy/legal-fact";
import { PACK, STATUTE } from "./samples";

const holdOn = (on: string, fact: unknown) =>
  factsThatHold(PACK.legal_facts, [{ ...STATUTE, ...(fact as object) }], on);

test("a fact holds from its day on", () => {
  expect(holdOn("2030-12-31", {})).toEqual([]);
  expect(holdOn("2031-01-01", {})).toEqual(["us_federal_fr_statute"]);
});

test("a fact no longer holds after its last day", () => {
  expect(holdOn("2032-01-01", { in_force_to: "2032-01-01" })).toEqual(["us_federal_fr_statute"]);
  expect(holdOn("2032-01-02", { in_force_to: "2032-01-01" })).toEqual([]);
});

test("a fact that the pack does not know lifts nothing", () => {
  expect(holdOn("2031-01-01", { fact: "us_state_fr_statute" })).toEqual([]);
});

test.each([
  [{}],
  [{ judicial_authorisation: true }],
  [{ ...STATUTE.checklist, remedy: "yes" }],
  [{ ...STATUTE.checklist, remedy: 1 }],
])("a checklist of %j is not complete", (checklist) => {
  expect(holdOn("2031-01-01", { checklist })).toEqual([]);
});

test("a demand may be spelt in American, or in camel case", () => {
  const { judicial_authorisation: _judge, non_discrimination: _equal, ...rest } = STATUTE.checklist;
  const checklist = { ...rest, judicial_authorization: true, nonDiscrimination: true };
  expect(holdOn("2031-01-01", { checklist })).toEqual(["us_federal_fr_statute"]);
});

test("two halves of a statute do not make a whole", () => {
  const half = { ...STATUTE, checklist: { ...STATUTE.checklist, remedy: false } };
  const other = { ...STATUTE, checklist: { remedy: true } };
  expect(factsThatHold(PACK.legal_facts, [half, other], "2031-01-01")).toEqual([]);
});
