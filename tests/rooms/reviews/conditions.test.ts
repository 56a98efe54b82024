import { describe, expect, it } from "vitest";
import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import { screen } from "#lib/policy/screen";
import { conditionErrors, imposedConditions } from "#lib/reviews/check-conditions";
import { decisionConditions } from "#lib/reviews/conditions";
import { suggestConditions } from "#lib/reviews/suggest-conditions";
import { exampleApplication } from "../applications/example";
import { pack } from "./review-case";

function judged(change: (application: ApplicationData) => void = () => {}) {
  const checked = checkApplication(exampleApplication());
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  change(checked.data);
  const screening = screen(pack, checked.data, { facts: [], on: "2026-11-20" });
  return { pack, application: checked.data, screening, today: "2026-11-20" };
}

const inTexas = (application: ApplicationData) => {
  application.deployment.sites = [
    { name: "Gate 4", country: "US", region: "US-TX", city: "Austin", place_kind: "airport" },
  ];
};
const MODEL = { modelId: "mobilefacenet-r2", thresholdFloor: 0.5 };

describe("conditions", () => {
  it("that are suggested can be proposed, in every jurisdiction tried", () => {
    for (const change of [() => {}, inTexas]) {
      const against = judged(change);
      const conditions = suggestConditions(against, MODEL, "2026-11-20");
      expect(decisionConditions.parse(conditions)).toEqual(conditions);
      expect(conditionErrors(conditions, against)).toEqual([]);
    }
  });

  it("imposed by a rule cannot be taken out or loosened", () => {
    const against = judged(inTexas);
    const imposed = imposedConditions(against.screening);
    expect(imposed).toContain("notice_and_consent_reference");
    const conditions = suggestConditions(against, MODEL, "2026-11-20");
    const without = { ...conditions, rule_conditions: [] };
    expect(conditionErrors(without, against)).toHaveLength(imposed.length);
    expect(conditionErrors({ ...conditions, consent: "not" }, against)).toMatchObject([
      { pointer: "/consent" },
    ]);
  });

  it("end with the application or the tier's re-review, whichever comes first", () => {
    const against = judged();
    expect(suggestConditions(against, MODEL, "2026-11-20").expires_on).toBe("2027-11-19");
    expect(suggestConditions(against, MODEL, "2027-06-01").expires_on).toBe("2028-01-14");
    // T3 and T4 are reviewed again after months that a day such as the 31st may not be in.
    const strict = { ...against, screening: { ...against.screening, tier: "T4" as const } };
    expect(suggestConditions(strict, MODEL, "2027-01-31").expires_on).toBe("2027-07-30");
    expect(suggestConditions(strict, MODEL, "2026-08-31").expires_on).toBe("2027-02-27");
  });

  it("do not grant a term that is over, or more faces than were asked for", () => {
    const against = judged();
    const conditions = suggestConditions(against, MODEL, "2026-11-20");
    expect(conditionErrors({ ...conditions, expires_on: "2026-11-19" }, against)).toMatchObject([
      { pointer: "/expires_on" },
    ]);
    expect(conditionErrors({ ...conditions, expires_on: "2026-11-20" }, against)).toEqual([]);
    expect(conditionErrors({ ...conditions, faces_max: 1 }, against)).toMatchObject([
      { pointer: "/faces_max" },
    ]);
  });

  it.each([
    ["T2", "none", "one"],
    ["T3", "one", "two_blind"],
  ] as const)("of a search in %s never have less than the tier's human review", (tier, less, least) => {
    const against = judged((application) => {
      application.deployment.operations = ["identify_1_n"];
    });
    const search = { ...against, screening: { ...against.screening, tier } };
    const conditions = suggestConditions(search, MODEL, "2026-11-20");
    expect(conditions.human_review).toBe(least);
    expect(conditionErrors(conditions, search)).toEqual([]);
    expect(conditionErrors({ ...conditions, human_review: less }, search)).toMatchObject([
      { pointer: "/human_review" },
    ]);
  });

  it("leave out the sites that a rule struck", () => {
    const against = judged((application) => {
      application.organisation.customer_type = "commercial";
      application.deployment.sites.push({
        name: "Portland shop",
        country: "US",
        region: "US-OR",
        city: "Portland",
        place_kind: "shop",
      });
    });
    const conditions = suggestConditions(against, MODEL, "2026-11-20");
    expect(conditions.site_names).toEqual(["Terminal 2 gates 20-25"]);
    const widened = { ...conditions, site_names: ["Terminal 2 gates 20-25", "Portland shop"] };
    expect(conditionErrors(widened, against)).toMatchObject([
      { message: "Portland shop is struck by a rule" },
    ]);
  });
});
