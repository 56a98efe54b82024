import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { loadBeside } from "#lib/applications/beside";
import { createApplication } from "#lib/applications/create-application";
import type { Draft } from "#lib/applications/draft";
import { draftSoFar, JUDGED_AT_SUBMISSION } from "#lib/applications/draft-so-far";
import type { Section } from "#lib/applications/form/field";
import type { SectionData } from "#lib/applications/form/read-section";
import { liveScreening } from "#lib/applications/live-screening";
import { saveDraft } from "#lib/applications/save-draft";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { checkApplication } from "#lib/policy/check-application";
import { applicationFacts } from "#lib/policy/derive-facts";
import { screen } from "#lib/policy/screen";
import { CUSTOMER_TYPES } from "#lib/policy/vocabulary";
import { exampleApplication } from "#tests/rooms/applications/example";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { pdf } from "#tests/rooms/applications/files";
import { type Cast, castOf } from "#tests/rooms/applications/people";
import { PACK, sample, TODAY } from "../policy/samples";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const newDraft = async () => (await createApplication({ actor: cast.admin, title: "live" })).applicationId;

async function save(applicationId: string, section: Section, values: SectionData): Promise<void> {
  await saveDraft({ actor: cast.admin, applicationId, section, values, startedFrom: 1_000, editor: "tab" });
}

const idsOf = (live: Awaited<ReturnType<typeof liveScreening>>) =>
  live.screening?.rules.map(({ id }) => id) ?? [];

describe("the live panel", () => {
  it("says nothing while nothing decisive is answered, rather than the mildest tier", async () => {
    const live = await liveScreening(cast.admin, await newDraft());
    expect(live.screening).toBeNull();
    expect(live.documents).toEqual([]);
    expect(live.open.length).toBeGreaterThan(10);
  });

  it("follows the answers as they are saved, up and down", async () => {
    const id = await newDraft();
    await save(id, "deployment", { operations: ["identify_1_n"], mode: "real_time" });
    const high = await liveScreening(cast.admin, id);
    expect(high.screening?.risk_parts).toMatchObject({ operation: 20, mode: 25 });
    await save(id, "deployment", { operations: ["verify_1_1"], mode: "user" });
    const low = await liveScreening(cast.admin, id);
    expect(low.screening).toMatchObject({ risk: 10, tier: "T1" });
    expect(low.open.map(({ name }) => name)).not.toContain("deployment.mode");
    expect(low.open.map(({ name }) => name)).toContain("deployment.space");
  });

  it("tells each rule with why, source and what would lift it", async () => {
    const id = await newDraft();
    await save(id, "people", { gallery_source: "public_web" });
    const [rule] = (await liveScreening(cast.admin, id)).screening?.rules ?? [];
    // No site is named yet, and none is made up.
    expect(rule).toMatchObject({ id: "HS07", effect: "deny", sites: [] });
    expect(rule?.because && rule.lifts && rule.source.length).toBeTruthy();
  });

  it("says the same of a whole draft as the evaluator does, but for what waits for the submission", async () => {
    const applicationId = await importExample(cast.signatory);
    const live = await liveScreening(cast.signatory, applicationId);
    const whole = { ...exampleApplication(), documents: [] };
    const checked = checkApplication(whole);
    if (!checked.ok) throw new Error("the example is not valid");
    const said = screen(PACK, checked.data, { facts: [], on: TODAY });
    expect(live.screening).toMatchObject({ risk: said.risk, tier: said.tier, outcome: said.outcome });
    expect(idsOf(live)).toEqual(said.rules.map(({ id }) => id));
    expect(live.open).toEqual([]);
  });

  it("lists the documents that rules ask for: missing, or filed and not yet verified", async () => {
    const id = await newDraft();
    await save(id, "organisation", { customer_type: "health", country: "GB" });
    await save(id, "people", { subjects: ["patients"] });
    const before = await liveScreening(cast.admin, id);
    expect(before.documents).toEqual([expect.objectContaining({ kind: "dpia", isFiled: false })]);
    await addEvidence({
      actor: cast.admin,
      applicationId: id,
      kind: "dpia",
      file: { name: "dpia.pdf", declaredType: "application/pdf", bytes: pdf() },
    });
    const after = await liveScreening(cast.admin, id);
    expect(after.documents).toEqual([expect.objectContaining({ kind: "dpia", isFiled: true })]);
    // Filed is not verified: the rule still waits.
    expect(idsOf(after)).toContain("HS23");
  });

  it("is for the people of the organisation alone", async () => {
    const id = await newDraft();
    for (const actor of [cast.stranger, cast.intake]) {
      await expect(liveScreening(actor, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(liveScreening(cast.admin, "app_none")).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells nothing that staff found about the applicant", async () => {
    const applicationId = await importExample(cast.signatory);
    const before = await liveScreening(cast.signatory, applicationId);
    // As it stands on file once a refused case is a draft again.
    await read((tx) =>
      tx.applicantFinding.create({
        data: {
          id: newId("fnd"),
          applicationId,
          kind: "sanctions",
          value: "hit",
          note: "on a list",
          recordedById: cast.compliance.personId,
        },
      }),
    );
    expect(await read((tx) => loadBeside(tx, applicationId))).toMatchObject({ sanctions: "hit" });
    expect(await liveScreening(cast.signatory, applicationId)).toEqual(before);
  });
});

describe("parents, owners and end users", () => {
  const party = (customer_type: string) => ({
    name: "Springfield PD",
    country: "US",
    region: "US-OR",
    customer_type,
  });

  it.each(JUDGED_AT_SUBMISSION)(
    "that are named as %s change nothing in the panel, whoever they are",
    async (list) => {
      const id = await newDraft();
      await save(id, "organisation", { customer_type: "commercial", country: "GB" });
      const before = await liveScreening(cast.admin, id);
      for (const kind of CUSTOMER_TYPES) {
        await save(id, "organisation", { customer_type: "commercial", country: "GB", [list]: [party(kind)] });
        expect(await liveScreening(cast.admin, id), kind).toEqual(before);
      }
    },
  );

  it("are judged when it is submitted: what the panel does not show is refused there", async () => {
    const applicationId = await importExample(cast.signatory, ({ organisation }) => {
      Object.assign(organisation, { end_users: [party("us_police")] });
    });
    expect(idsOf(await liveScreening(cast.signatory, applicationId))).not.toContain("HS01");
    const { state } = await submitDraft(cast.signatory, applicationId);
    expect(state).toBe("rejected_hard_stop");
  });
});

describe("a draft as far as it goes", () => {
  const draftOf = (sections: Draft["sections"]): Draft => ({ sections, saves: {} });

  it("takes what is right beside what is not, answer by answer", () => {
    const { application, open } = draftSoFar(
      draftOf({
        deployment: {
          operations: ["verify_1_1"],
          mode: "by magic",
          space: "public",
          gallery_size: "many",
          sites: [{ name: "A" }, { name: "B", country: "US", region: "US-IL", place_kind: "shop" }],
        },
      }),
      [],
    );
    expect(application.deployment).toMatchObject({
      operations: ["verify_1_1"],
      mode: "user",
      space: "public",
    });
    expect(application.deployment.sites.map(({ name }) => name)).toEqual(["B"]);
    expect(open.map(({ name }) => name)).toContain("deployment.mode");
    expect(open.map(({ name }) => name)).not.toContain("deployment.space");
  });

  it("takes answers that fit only together, in whichever order they stand", () => {
    const { application } = draftSoFar(
      draftOf({
        organisation: { acts_for_law_enforcement: "contract", law_enforcement_country: "US" },
        deployment: { starts_on: "3001-01-01", ends_on: "3002-01-01" },
      }),
      [],
    );
    expect(application.organisation.acts_for_law_enforcement).toBe("contract");
    expect(application.deployment).toMatchObject({ starts_on: "3001-01-01", ends_on: "3002-01-01" });
  });

  it("takes a whole application as it is, but for the parties that wait and the signature", () => {
    const whole = sample("hospital");
    const { application, open } = draftSoFar(draftOf(JSON.parse(JSON.stringify(whole))), []);
    expect(open).toEqual([]);
    const { end_users: _, ...organisation } = whole.organisation;
    expect(application).toMatchObject({
      organisation: { ...organisation, parents: [], beneficial_owners: [], sanctions: "unchecked" },
      purpose: whole.purpose,
      deployment: whole.deployment,
      people: whole.people,
      law: whole.law,
      data: whole.data,
    });
  });

  it("gives the evaluator something to read, whatever was typed", () => {
    const section = fc.dictionary(
      fc.constantFrom("mode", "space", "sites", "operations", "subjects", "country", "gallery_source", "x"),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const sections = fc.record({ organisation: section, deployment: section, people: section, law: section });
    fc.assert(
      fc.property(sections, (typed) => {
        const { application } = draftSoFar(draftOf(JSON.parse(JSON.stringify(typed))), []);
        expect(applicationFacts(PACK, application, { facts: [], on: TODAY }).operations).toBeDefined();
        expect(() => screen(PACK, application, { facts: [], on: TODAY })).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});
