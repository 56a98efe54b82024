import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { factLabel } from "#lib/applications/fact-labels";
import { packDifference } from "#lib/policy/pack-difference";
import { beginSimulation } from "#lib/simulator/simulation";
import type { SimulationSeen } from "#lib/simulator/view";
import { PACK, sample } from "#tests/rooms/policy/samples";
import { Difference } from "../../app/(operate)/operate/packs/[id]/difference";
import { MatrixPicture } from "../../app/(operate)/operate/packs/[id]/matrix-picture";
import { PackErrors } from "../../app/(operate)/operate/packs/[id]/pack-errors";
import { SimulationResult } from "../../app/(operate)/operate/packs/[id]/simulation-result";
import { withUploadedText } from "../../app/(operate)/operate/packs/uploaded-text";
import { inLanguage } from "../support/in-language";

const shown = (element: React.ReactElement) => renderToStaticMarkup(inLanguage("en", element));
const WITHOUT_HS01 = { ...PACK, version: "2027-01", rules: PACK.rules.filter(({ id }) => id !== "HS01") };

/** A trial of a draft on one sample with a grant, as the page gets it. */
function triedOn(draft: typeof PACK): SimulationSeen {
  const run = beginSimulation(PACK, draft);
  const application = sample("us-police");
  const grants = [{ id: "grt_1", keys: 2 }];
  run.add({ applicationId: "app_1", application, facts: [], on: "2026-11-22", scores: [], grants });
  const name = {
    id: "app_1",
    reference: "APP-2026-0001",
    title: "Cameras downtown",
    state: "rejected_hard_stop",
    organisation: "City police",
  };
  return {
    id: "psm_1",
    ranAt: new Date("2026-11-23T20:00:00Z"),
    ranBy: "Ben Okafor",
    isCurrent: true,
    simulation: run.result(),
    names: new Map([["app_1", name]]),
  };
}

describe("the difference between two packs", () => {
  it("is said in words and by pointer, each thing by its own name, and nothing that is the same", () => {
    const [first, ...rules] = PACK.rules;
    const changed = {
      ...PACK,
      version: "2027-01",
      tiers: PACK.tiers.map((tier) => (tier.id === "T2" ? { ...tier, pass_mark: 75 } : tier)),
      rules: [...rules.slice(1), { ...first, title: "Said otherwise" }] as typeof PACK.rules,
    };
    const changes = packDifference(PACK, changed, factLabel);
    expect(changes.map(({ pointer, kind, what }) => [kind, what, pointer])).toEqual([
      ["changed", "Version", "/version"],
      ["changed", "Tier T2, pass mark", "/tiers/1/pass_mark"],
      ["changed", "Rule HS01, title", `/rules/${PACK.rules.length - 2}/title`],
      ["removed", "Rule HS02", "/rules/1"],
    ]);
    expect(changes[1]).toMatchObject({ before: "70", after: "75" });
    expect(packDifference(PACK, PACK, factLabel)).toEqual([]);
  });

  it("reads a condition as one sentence, never as code", () => {
    const tiers = PACK.rules.map((rule, at) =>
      at === 0
        ? {
            ...rule,
            clauses: rule.clauses.map((clause) => ({
              ...clause,
              when: { fact: "mode", eq: "real_time" } as const,
            })),
          }
        : rule,
    );
    const changes = packDifference(PACK, { ...PACK, rules: tiers }, factLabel);
    expect(changes.every(({ pointer }) => /^\/rules\/0\/clauses\/\d+\/when$/.test(pointer))).toBe(true);
    expect(changes[0]?.after).not.toContain("{");
    const page = shown(<Difference before={PACK} after={{ ...PACK, rules: tiers }} state="open" />);
    expect(page).toContain("Rule HS01, clauses 1, when");
    expect(shown(<Difference before={PACK} after={PACK} state="open" />)).toContain("It says the same.");
  });
});

describe("the page of a trial", () => {
  it("names each case and grant that becomes easier, with the rule that no longer stands in its way", () => {
    const page = shown(<SimulationResult tried={triedOn(WITHOUT_HS01)} draftId="pdr_1" />);
    expect(page).toContain("1 application and 1 living grant have it easier in some way");
    expect(page).toContain("HS01 no longer holds (deny before)");
    expect(page).toContain("APP-2026-0001");
    expect(page).toContain("grt_1");
    expect(page).not.toContain("Nothing becomes easier");
  });

  it("says so when nothing becomes easier", () => {
    const page = shown(<SimulationResult tried={triedOn({ ...PACK, version: "2027-01" })} draftId="pdr_1" />);
    expect(page).toContain("Nothing becomes easier for anyone");
    expect(page).toContain("Of 1 past applications 1 are read exactly as under 2026-11");
    expect(page).not.toContain("APP-2026-0001");
  });

  it("draws from where to where, and says it to whoever does not see it", () => {
    const cells = [
      { before: "denied", after: "denied", cases: 3 },
      { before: "denied", after: "review", cases: 2 },
    ];
    const page = shown(<MatrixPicture title="Outcome" order={["review", "denied"]} cells={cells} />);
    expect(page).toContain('aria-label="Outcome: 3 as before; 2 from denied to review."');
    expect(page).not.toContain("style=");
  });
});

describe("a draft", () => {
  it("has what is wrong with it beside it, by pointer", () => {
    const page = shown(<PackErrors errors={[{ pointer: "/tiers/0/approvers", message: "At least 2" }]} />);
    expect(page).toContain("One thing is not right yet");
    expect(page).toContain("/tiers/0/approvers");
    expect(page).toContain("At least 2");
  });

  it("is taken from a file where one was chosen, and from the text where none was", async () => {
    const form = new FormData();
    form.set("text", "typed");
    form.set("file", new File([], "none.json"));
    expect((await withUploadedText(form)).get("text")).toBe("typed");
    form.set("file", new File(["{}"], "pack.json"));
    const sent = await withUploadedText(form);
    expect(sent.get("text")).toBe("{}");
    expect(sent.has("file")).toBe(false);
  });
});
