import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addBusinessDays, addBusinessMs, businessMsBetween } from "#lib/policy/business-time";
import {
  appealEndsAt,
  dueAfterPause,
  dueAt,
  emergencyEndsAt,
  informationRequestEndsAt,
  questionWarning,
  readClock,
  reReviewAt,
} from "#lib/policy/clock";
import { addMonths, dayOf, daysBetween, isDay } from "#lib/policy/days";
import { isPublicHoliday } from "#lib/policy/holidays";
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

  test("an unanswered question ends after thirty calendar days, an emergency after one", () => {
    expect(informationRequestEndsAt(PACK, monday)).toEqual(at("2026-12-23T10:00"));
    expect(emergencyEndsAt(PACK, monday)).toEqual(at("2026-11-24T10:00"));
  });

  test("an approval is looked at again after a year, in T4 after half a year", () => {
    expect(reReviewAt(PACK, "T1", monday)).toEqual(at("2027-11-23T10:00"));
    expect(reReviewAt(PACK, "T4", at("2026-08-31T10:00"))).toEqual(at("2027-02-28T10:00"));
  });
});

describe("public holidays", () => {
  test.each([
    ["GB", "2026-12-25", true, "Christmas Day"],
    ["GB", "2026-12-28", true, "the day in place of a Boxing Day on a Saturday"],
    ["GB", "2026-12-29", false, "an ordinary Tuesday"],
    ["US", "2026-11-26", true, "Thanksgiving"],
    ["GB", "2026-11-26", false, "Thanksgiving, in a country that does not keep it"],
    ["FR", "2026-07-14", true, "Bastille Day"],
    ["SA", "2026-03-20", true, "the second day of a feast of four"],
    ["DE", "2026-01-06", false, "Epiphany, kept in a part of the country alone"],
    ["AQ", "2026-12-25", false, "a place of which nothing is known"],
  ])("%s %s: %s, %s", (country, day, holiday) => {
    expect(isPublicHoliday(country, day)).toBe(holiday);
  });

  test("of the case's country do not count, those of another do", () => {
    expect(addBusinessDays(at("2026-12-23T09:00"), 2, "GB")).toEqual(at("2026-12-29T09:00"));
    expect(addBusinessDays(at("2026-12-23T09:00"), 2, null)).toEqual(at("2026-12-25T09:00"));
    expect(addBusinessDays(at("2026-11-25T09:00"), 1, "US")).toEqual(at("2026-11-27T09:00"));
    expect(dueAt(PACK, "T1", "review", at("2026-12-18T09:00"), "GB")).toEqual(at("2027-01-06T09:00"));
  });
});

describe("a clock that stood still", () => {
  const stood = { from: at("2026-12-01T10:00"), to: at("2026-12-03T16:00") };

  test("goes on with exactly as much time as was left", () => {
    expect(dueAfterPause(at("2026-12-07T10:00"), stood, "GB")).toEqual(at("2026-12-09T16:00"));
    const left = (from: Date, due: Date) => businessMsBetween(from, due, "GB");
    const due = dueAfterPause(at("2026-12-07T10:00"), stood, "GB");
    expect(left(stood.to, due)).toBe(left(stood.from, at("2026-12-07T10:00")));
  });

  test("gains nothing from a weekend, nor from a holiday", () => {
    const weekend = { from: at("2026-12-05T00:00"), to: at("2026-12-06T23:59") };
    expect(dueAfterPause(at("2026-12-09T10:00"), weekend, "GB")).toEqual(at("2026-12-09T10:00"));
    const christmas = { from: at("2026-12-25T00:00"), to: at("2026-12-29T00:00") };
    expect(dueAfterPause(at("2026-12-31T10:00"), christmas, "GB")).toEqual(at("2026-12-31T10:00"));
  });

  test("is never due earlier for having stood still, and two halves of a pause are the whole", () => {
    const moments = fc.array(fc.integer({ min: 0, max: 60 * 24 * 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(moments, (minutes) => {
        const [a, b, c] = [...minutes]
          .sort((one, other) => one - other)
          .map((m) => new Date(Date.UTC(2026, 11, 1) + m * 60_000));
        if (a === undefined || b === undefined || c === undefined) throw new Error("three moments");
        const due = at("2027-02-02T10:00");
        const whole = dueAfterPause(due, { from: a, to: c }, "GB");
        expect(whole.getTime()).toBeGreaterThanOrEqual(due.getTime());
        const halves = dueAfterPause(dueAfterPause(due, { from: a, to: b }, "GB"), { from: b, to: c }, "GB");
        expect(businessMsBetween(halves, whole, "GB") + businessMsBetween(whole, halves, "GB")).toBe(0);
        expect(businessMsBetween(due, addBusinessMs(due, 12_345_678, "GB"), "GB")).toBe(12_345_678);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a clock says", () => {
  const due = at("2026-12-09T10:00");
  test.each([
    ["2026-12-04T10:00", "running"],
    ["2026-12-07T10:00", "due_soon"],
    ["2026-12-09T09:59", "due_soon"],
    ["2026-12-09T10:00", "overdue"],
    ["2027-12-09T10:00", "overdue"],
  ])("at %s: %s", (now, says) => {
    expect(readClock(due, at(now), "GB")).toBe(says);
  });

  test("warns of an open question a week and two days before it lapses", () => {
    const answerBy = at("2026-12-23T10:00");
    expect(questionWarning(answerBy, at("2026-12-16T09:59"))).toBeNull();
    expect(questionWarning(answerBy, at("2026-12-16T10:00"))).toBe("seven_days_left");
    expect(questionWarning(answerBy, at("2026-12-21T10:00"))).toBe("two_days_left");
    expect(questionWarning(answerBy, answerBy)).toBeNull();
  });

  test("lets a decision be appealed for thirty calendar days", () => {
    expect(appealEndsAt(PACK, at("2026-11-23T10:00"))).toEqual(at("2026-12-23T10:00"));
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
