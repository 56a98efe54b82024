import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NEUTRAL } from "#lib/applications/neutral-application";
import { type Query, selfCheck, selfCheckApplication } from "#lib/applications/self-check";
import { SELF_CHECK_FIELDS, selfCheckForm } from "#lib/applications/self-check-form";
import { read } from "#lib/platform/db";
import { checkApplication } from "#lib/policy/check-application";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { screen } from "#lib/policy/screen";
import {
  ACTS_FOR_LAW_ENFORCEMENT,
  CAMERAS,
  CONSEQUENCES,
  CUSTOMER_TYPES,
  GALLERY_SOURCES,
  MODES,
  OPERATIONS,
  OUTPUT_USES,
  PLACE_KINDS,
  SPACES,
  SUBJECTS,
  USE_CASES,
} from "#lib/policy/vocabulary";
import { PACK, TODAY } from "../policy/samples";

beforeAll(async () => {
  await releasePack({ actor: "service", pack: await readPackFile("prisma/packs/2026-11.json") });
});

/** An airline's boarding in London, as scenario S2. */
const BOARDING: Query = {
  who: "airline",
  use: "identity_verification",
  operation: ["verify_1_1", "enrol"],
  mode: "user",
  camera: "kiosk",
  space: "semi_public",
  country: "GB",
  region: "",
  city: "London",
  place: "airport",
  subject: "passengers",
  adults: "yes",
  gallery: "self_enrolled",
  optional: "yes",
  consequence: "access",
  output: "assist",
  acts: "no",
  acts_country: "",
};

async function answer(changes: Query = {}) {
  const checked = await selfCheck({ ...BOARDING, ...changes });
  if (checked.state !== "answered") throw new Error(JSON.stringify(checked));
  return checked;
}

async function firedBy(changes: Query) {
  return (await answer(changes)).screening.rules.map(({ id, effect }) => `${id}:${effect}`);
}

describe("the self-check", () => {
  it("answers as the evaluator would: an opt-in boarding is tier 1, risk 20, for people to review", async () => {
    const { screening, documents } = await answer();
    expect(screening).toMatchObject({ outcome: "review", tier: "T1", risk: 20, rules: [] });
    expect(documents).toEqual([]);
  });

  it("says who is refused, why, from which source and what would lift it", async () => {
    const { screening } = await answer({
      who: "us_police",
      operation: "identify_1_n",
      mode: "real_time",
      space: "public",
      country: "US",
      region: "Oregon",
      city: "Portland",
      place: "street",
      subject: "public",
      gallery: "police_custody",
      optional: "no",
      consequence: "liberty",
    });
    expect(screening.outcome).toBe("denied");
    expect(screening.risk).toBe(105);
    const police = screening.rules.find(({ id }) => id === "HS01");
    expect(police?.because).toMatch(/US police/);
    expect(police?.source.length).toBeGreaterThan(0);
    expect(police?.lifts).toMatch(/federal statute/);
  });

  it.each<[string, Query, string]>([
    ["acting for US police", { acts: "contract", acts_country: "US" }, "HS01:deny"],
    ["an individual", { who: "individual" }, "HS26:deny"],
    ["a scraped gallery", { gallery: "public_web" }, "HS07:deny"],
    ["a sole basis", { output: "sole_basis" }, "HS10:deny"],
    ["a changing room", { place: "changing_room" }, "HS22:deny"],
    ["Illinois by name", { country: "US", region: "Illinois" }, "HS14:block"],
    [
      "a shop in Portland",
      { country: "US", region: "US-OR", city: " portland ", place: "shop" },
      "HS12:deny",
    ],
    ["a European airport", { country: "FR", operation: "identify_1_n" }, "HS21:deny"],
    ["a search under GDPR", { operation: "identify_1_n" }, "HS23:block"],
    ["a forced enrolment", { optional: "no" }, "HS20:deny"],
    ["a private watchlist", { who: "commercial", use: "watchlist_security" }, "HS17:block"],
    ["a prosecutor's search", { who: "prosecutor_court", operation: "search_post_event" }, "HS28:instrument"],
  ])("%s fires %s", async (_what, changes, rule) => {
    expect(await firedBy(changes)).toContain(rule);
  });

  it("names the documents that rules would ask for, once each", async () => {
    const { documents } = await answer({
      who: "commercial",
      use: "watchlist_security",
      country: "US",
      region: "US-IL",
    });
    expect(documents).toContain("Public written policy");
    expect(documents).toContain("Retention schedule");
    expect(new Set(documents).size).toBe(documents.length);
  });

  it("stores nothing", async () => {
    const count = () =>
      read(async (tx) => [
        await tx.application.count(),
        await tx.screening.count(),
        await tx.ledgerPending.count(),
        await tx.domainEvent.count(),
      ]);
    const before = await count();
    await answer({ who: "us_police", acts: "contract", acts_country: "US" });
    expect(await count()).toEqual(before);
  });

  it("is blank for whoever comes first, whatever their link carries", async () => {
    expect(await selfCheck({})).toEqual({ state: "blank" });
    expect(await selfCheck({ utm_source: "letter", "<script>": "1" })).toEqual({ state: "blank" });
  });

  it("marks each question that is open, and answers none", async () => {
    const open = await selfCheck({ who: "airline" });
    if (open.state !== "open") throw new Error(open.state);
    const optional = ["region", "city", "acts_country", "who"];
    expect(Object.keys(open.errors).sort()).toEqual(
      SELF_CHECK_FIELDS.filter((name) => !optional.includes(name)).sort(),
    );
  });

  it.each<[string, Query, string]>([
    ["a country that is none", { country: "UK" }, "country"],
    ["a region of elsewhere", { region: "US-IL" }, "region"],
    ["the United States without a state", { country: "US" }, "region"],
    ["a region that is none", { region: "Nowhere <b>" }, "region"],
    ["police without a country", { acts: "contract" }, "acts_country"],
    ["an operation that nobody may have", { operation: "emotion" }, "operation"],
    ["a value twice", { who: ["airline", "bank"] }, "who"],
    ["a city without end", { city: "x".repeat(10_000) }, "city"],
  ])("refuses %s at its field", async (_what, changes, field) => {
    const checked = await selfCheck({ ...BOARDING, ...changes });
    expect(checked.state).toBe("open");
    if (checked.state === "open") expect(Object.keys(checked.errors)).toContain(field);
  });

  it("makes a valid application of any answers, so that the evaluator judges it like any other", () => {
    const of = <T>(values: readonly T[]) => fc.constantFrom(...values);
    const some = <T>(values: readonly T[]) => fc.uniqueArray(of(values), { minLength: 1, maxLength: 4 });
    const yesNo = of(["yes", "no"] as const);
    const answers = fc.record({
      who: of(CUSTOMER_TYPES),
      use: of(USE_CASES),
      operation: some(OPERATIONS),
      mode: of(MODES),
      camera: of(CAMERAS),
      space: of(SPACES),
      country: of(["GB", "DE", "FR", "JP"]),
      region: fc.constant(""),
      city: fc.string({ maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text)),
      place: of(PLACE_KINDS),
      subject: some(SUBJECTS),
      adults: yesNo,
      gallery: of(GALLERY_SOURCES),
      optional: yesNo,
      consequence: of(CONSEQUENCES),
      output: of(OUTPUT_USES),
      acts: of(ACTS_FOR_LAW_ENFORCEMENT),
      acts_country: of(["GB", "US"]),
    });
    fc.assert(
      fc.property(answers, (typed) => {
        const application = selfCheckApplication(selfCheckForm.parse(typed));
        expect(checkApplication(application)).toMatchObject({ ok: true });
        expect(screen(PACK, application, { facts: [], on: TODAY }).risk).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("the neutral application", () => {
  it("is valid, has no risk and fires no rule: what is open counts as nothing", () => {
    expect(checkApplication(NEUTRAL)).toMatchObject({ ok: true });
    expect(screen(PACK, NEUTRAL, { facts: [], on: TODAY })).toMatchObject({
      outcome: "review",
      tier: "T1",
      risk: 0,
      rules: [],
      conditions: [],
    });
  });
});
