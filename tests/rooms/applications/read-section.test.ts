import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SECTIONS } from "#lib/applications/form/field";
import { placeCode } from "#lib/applications/form/places";
import { type Entries, readSection, type SectionData } from "#lib/applications/form/read-section";
import { STEPS, stepOf } from "#lib/applications/form/steps";
import { writeSection } from "#lib/applications/form/write-section";
import { checkSection } from "#lib/policy/check-application";
import { exampleApplication } from "#tests/rooms/applications/example";

/** Staff and the moment of signing give these. */
const NOT_ASKED = ["sanctions", "signed_by", "signed_on"];

function read(section: (typeof SECTIONS)[number], entries: Entries) {
  return readSection(stepOf(section), entries, placeCode);
}

describe("reading a step's form", () => {
  it("gives back every section of the example that was put into the form", () => {
    const example = exampleApplication();
    for (const { section } of STEPS) {
      const asked: SectionData = { ...example[section] };
      for (const key of NOT_ASKED) delete asked[key];
      expect(read(section, writeSection(stepOf(section), asked)), section).toEqual(asked);
    }
  });

  it("satisfies the contract with what the example's forms give", () => {
    const example = exampleApplication();
    for (const section of [
      "purpose",
      "deployment",
      "people",
      "law",
      "accuracy",
      "oversight",
      "data",
      "security",
    ] as const) {
      const values = read(section, writeSection(stepOf(section), example[section]));
      expect(checkSection(section, values), section).toMatchObject({ ok: true });
    }
  });

  it("keeps a number that is none as it was typed", () => {
    const entries: Entries = [["deployment.gallery_size", "about 300"]];
    expect(read("deployment", entries).gallery_size).toBe("about 300");
  });

  it.each([
    ["60,000", 60000],
    ["60 000", 60000],
    ["1,234,567", 1234567],
    ["0.001", 0.001],
    ["1e-4", 0.0001],
    ["12,5", "12,5"],
    ["1.000,5", "1.000,5"],
    ["Infinity", "Infinity"],
    ["0x10", "0x10"],
  ])("reads the number %s as %s", (typed, expected) => {
    expect(read("accuracy", [["accuracy.target_fmr", typed]]).target_fmr).toBe(expected);
  });

  it("keeps a choice that does not exist, for the contract to refuse", () => {
    expect(read("purpose", [["purpose.use_case", "mind_reading"]]).use_case).toBe("mind_reading");
  });

  it("takes an unanswered question for unanswered, never for no", () => {
    expect(read("deployment", [])).not.toHaveProperty("is_pilot");
  });

  it("closes gaps between rows and leaves out rows with nothing in them", () => {
    const sites = read("deployment", [
      ["deployment.sites.7.name", "Second"],
      ["deployment.sites.2.name", "First"],
      ["deployment.sites.4.name", "  "],
    ]).sites;
    expect(sites).toEqual([{ name: "First" }, { name: "Second" }]);
  });

  it("knows places by name, by code and by the way people write them", () => {
    const typed = "United Kingdom\nuk\nus-il\nIllinois\nFrance\nNarnia";
    expect(read("people", [["people.subject_countries", typed]]).subject_countries).toEqual([
      "GB",
      "US-IL",
      "FR",
      "Narnia",
    ]);
  });

  it("drops what a database cannot hold, and nothing else", () => {
    const typed = "a\u0000b \ud800 <script>alert(1)</script> \u202eright to left\u200b";
    expect(read("purpose", [["purpose.problem", typed]]).problem).toBe(
      "ab \ufffd <script>alert(1)</script> \u202eright to left\u200b",
    );
  });

  it("takes nothing from names that are no field of the step", () => {
    const hostile: Entries = [
      ["__proto__.polluted", "1"],
      ["organisation.__proto__.polluted", "1"],
      ["organisation.sanctions", "clear"],
      ["purpose.problem", "in the wrong step"],
      ["organisation.parents.0.__proto__", "1"],
      ["organisation.constructor", "1"],
    ];
    expect(read("organisation", hostile)).toEqual({
      data_protection_officer: null,
      parents: [],
      beneficial_owners: [],
      end_users: [],
      prior_orders: [],
    });
    expect({}).not.toHaveProperty("polluted");
  });

  it("is total, and reading what it wrote changes nothing more", () => {
    const names = STEPS.flatMap((step) =>
      step.fields.flatMap((field) =>
        field.kind === "rows"
          ? field.fields.map((inner) => `${step.section}.${field.name}.3.${inner.name}`)
          : [`${step.section}.${field.name}`],
      ),
    );
    const entry = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(...SECTIONS), (entries, section) => {
        const once = read(section, entries);
        const twice = read(section, writeSection(stepOf(section), once));
        expect(twice).toEqual(once);
      }),
    );
  });
});
