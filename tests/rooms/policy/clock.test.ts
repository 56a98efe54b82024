import { describe, expect, test } from "vitest";
import {
  addBusinessDays,
  dueAt,
  emergencyEndsAt,
  informationRequestEndsAt,
  reReviewAt,
} from "#lib/policy/clock";
import { addMonths, dayOf, daysBetween, isDay } from "#lib/policy/days";
import { PACK } from "./samples";

const at = (text: string) => new Date(`${text}:00Z`);

describe("business days", () => {
  test.each([
    ["2026-11-23T09:30", 0, "2026-11-23T09:30", "none"],
    ["2026-11-23T09:30", 1, "2026-11-24T09:30", "Monday to Tuesday"],
    ["2026-11-27T09:30", 1, "2026-11-30T09:30", "Friday to Monday"],
    ["2026-11-27T23:59", 2, "2026-12-01T23:59", "Friday night to Tuesday night"],
    ["2026-11-28T12:00", 0, "2026-11-30T12:00", "Saturday counts from Monday"],
    ["2026-11-29T12:00", 1, "2026-12-01T12:00", "Sunday counts from Monday"],
    ["2026-12-30T08:00", 5, "2027-01-06T08:00", "over the new year"],
  ])("from %s, %i later is %s: %s", (from, days, due) => {
    expect(addBusinessDays(at(from), days)).toEqual(at(due));
  });
});

describe("clocks", () => {
  const monday = at("2026-11-23T10:00");
  test.each([
    ["T1", "review", "2026-12-07T10:00"],
    ["T2", "review", "2026-12-21T10:00"],
    ["T3", "review", "2027-01-11T10:00"],
    ["T4", "review", "2027-02-15T10:00"],
    ["T4", "screening", "2026-11-25T10:00"],
    ["T1", "triage", "2026-11-26T10:00"],
    ["T1", "reasons", "2026-11-26T10:00"],
  ] as const)("%s %s that began on Monday 23 November is due %s", (tier, stage, due) => {
    expect(dueAt(PACK, tier, stage, monday)).toEqual(at(due));
  });

  test("time in which the clock stood still is added", () => {
    expect(dueAt(PACK, "T1", "screening", monday, 2 * 86_400_000)).toEqual(at("2026-11-27T10:00"));
  });

  test("an unanswered question ends after thirty calendar days, an emergency after one", () => {
    expect(informationRequestEndsAt(PACK, monday)).toEqual(at("2026-12-23T10:00"));
    expect(emergencyEndsAt(PACK, monday)).toEqual(at("2026-11-24T10:00"));
  });

  test("an approval is looked at again after a year, in T4 after half a year", () => {
    expect(reReviewAt(PACK, "T1", monday)).toEqual(at("2027-11-23T10:00"));
    expect(reReviewAt(PACK, "T4", at("2026-08-31T10:00"))).toEqual(at("2027-02-28T10:00"));
  });
});

describe("days", () => {
  test("are told from what the calendar does not have", () => {
    expect(["2027-01-15", "2028-02-29"].every(isDay)).toBe(true);
    expect(["2027-02-29", "2027-13-01", "27-01-15", "2027-1-5", "", "tomorrow"].some(isDay)).toBe(false);
  });

  test("are those of UTC", () => {
    expect(dayOf(new Date("2026-11-22T23:59:59+02:00"))).toBe("2026-11-22");
    expect(dayOf(new Date("2026-11-22T23:59:59-02:00"))).toBe("2026-11-23");
  });

  test("are counted across months and leap years", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-11-22", "2026-11-20")).toBe(-2);
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2024-11-22", 24)).toBe("2026-11-22");
  });
});
