import { describe, expect, it } from "vitest";
import { assembleApplication, missingAnswers } from "#lib/applications/assemble-application";
import { removeEvidenceForm, stepForm, submitForm } from "#lib/applications/contract";
import { type Draft, draftFrom } from "#lib/applications/draft";
import { answersOf } from "#lib/applications/form/answers";
import { isAsked } from "#lib/applications/form/condition";
import { SECTIONS } from "#lib/applications/form/field";
import { openAnswers, stepProgress } from "#lib/applications/form/progress";
import { STEPS, stepAfter, stepBefore } from "#lib/applications/form/steps";
import { sectionSchemas } from "#lib/policy/contract";
import { exampleApplication } from "#tests/rooms/applications/example";

const BESIDE = { documents: [], sanctions: "unchecked" as const };
const SIGNED = { name: "A. Signatory", day: "2026-11-20" };

function exampleDraft(): Draft {
  const { documents: _, ...sections } = exampleApplication();
  return { sections, saves: {} };
}

describe("the ten steps", () => {
  it("ask for every field of the contract but what staff and signing give, and for nothing else", () => {
    const given = new Set(["organisation.sanctions", "attestations.signed_by", "attestations.signed_on"]);
    for (const step of STEPS) {
      const wanted = Object.keys(sectionSchemas[step.section].shape).filter(
        (key) => !given.has(`${step.section}.${key}`),
      );
      const asked = [...new Set(step.fields.map(({ name }) => name.split(".")[0]))];
      expect(asked.sort(), step.section).toEqual(wanted.sort());
    }
  });

  it("follow each other, and end with the documents", () => {
    expect(SECTIONS.map(stepAfter)).toEqual([...SECTIONS.slice(1), "evidence"]);
    expect(SECTIONS.map(stepBefore)).toEqual([null, ...SECTIONS.slice(0, -1)]);
  });
});

describe("a question that depends on another", () => {
  it("is asked while an answer anywhere, in a list too, makes it matter", () => {
    const when = { paths: ["organisation.region", "deployment.sites.region"], is: ["US-WA"] };
    expect(isAsked(undefined, {})).toBe(true);
    expect(isAsked(when, {})).toBe(false);
    expect(isAsked(when, { deployment: { sites: [{ region: "US-IL" }, { region: "US-WA" }] } })).toBe(true);
    expect(isAsked(when, { organisation: { region: "US-WA" } })).toBe(true);
    expect(isAsked(when, { organisation: null, deployment: "nonsense" })).toBe(false);
  });
});

describe("an application put together from a draft", () => {
  it("is what the contract takes", () => {
    expect(assembleApplication(exampleDraft(), BESIDE, SIGNED)).toMatchObject({
      ok: true,
      data: { organisation: { sanctions: "unchecked" }, attestations: { signed_by: "A. Signatory" } },
    });
  });

  it("misses nothing but the signature when all is answered", () => {
    expect(missingAnswers(exampleDraft(), BESIDE)).toEqual([]);
  });

  it("misses no list in which nothing can stand", () => {
    const pointers = missingAnswers({ sections: {}, saves: {} }, BESIDE).map(({ pointer }) => pointer);
    expect(pointers).toContain("/deployment/sites");
    expect(pointers).not.toContain("/organisation/parents");
    expect(pointers).not.toContain("/law/instruments");
    expect(pointers).not.toContain("/attestations/signed_by");
  });

  it("checks the rules across steps before anyone has signed", () => {
    const draft = exampleDraft();
    Object.assign(draft.sections.attestations ?? {}, { no_resale: false });
    expect(missingAnswers(draft, BESIDE).map(({ pointer }) => pointer)).toEqual(["/attestations/no_resale"]);
  });

  it("says in words what is open, and where", () => {
    const draft = exampleDraft();
    Object.assign(draft.sections.deployment ?? {}, {
      sites: [{ name: "One", country: "US", place_kind: "shop" }],
      gallery_size: "about 300",
      mode: undefined,
    });
    const open = openAnswers(draft.sections, missingAnswers(draft, BESIDE));
    const of = (name: string) => open.find((answer) => answer.name === name);
    expect(of("deployment.mode")).toMatchObject({
      label: "Who or what starts a call?",
      message: "Choose one",
    });
    expect(of("deployment.gallery_size")?.message).toContain("whole number");
    expect(of("deployment.sites.0.region")).toMatchObject({
      label: "Sites, 1: State or region",
      message: "Fill this in",
    });
    const progress = stepProgress({ deployment: {}, purpose: {} }, missingAnswers(draft, BESIDE));
    expect(progress.find(({ section }) => section === "deployment")).toMatchObject({ state: "open" });
    expect(progress.find(({ section }) => section === "purpose")).toMatchObject({
      state: "done",
      openAnswers: 0,
    });
  });
});

describe("an application in words", () => {
  it("has a label for every answer of the example, and shows no code where there is a word", () => {
    const words = answersOf(exampleApplication());
    expect(words.map(({ section }) => section)).toEqual([...SECTIONS]);
    const text = JSON.stringify(words);
    expect(text).toContain("United Kingdom");
    expect(text).toContain("Check that a person is who they say they are");
    expect(text).toContain("1 day");
    expect(text).not.toMatch(/verify_1_1|semi_public|self_enrolled/);
  });

  it("is total over what people type and files hold", () => {
    for (const odd of [
      undefined,
      null,
      1,
      "text",
      [],
      { organisation: 1, deployment: { sites: "none", operations: {} } },
    ]) {
      expect(() => answersOf(odd)).not.toThrow();
      expect(() => draftFrom(odd)).not.toThrow();
    }
  });
});

describe("the form of a step", () => {
  const sent = {
    application_id: "app_01",
    section: "deployment",
    draft_version: "3",
    "deployment.sites.0.name": "One",
    "deployment.sites.1.name": "Two",
    "deployment.operations": ["liveness", "verify_1_1"],
  };

  it("is read whole", () => {
    expect(stepForm.parse(sent)).toMatchObject({
      applicationId: "app_01",
      section: "deployment",
      startedFrom: 3,
      changedList: null,
      values: { operations: ["liveness", "verify_1_1"], sites: [{ name: "One" }, { name: "Two" }] },
    });
  });

  it("gets a row more, or the right one less", () => {
    const added = stepForm.parse({ ...sent, add: "deployment.sites" });
    expect(added.values.sites).toEqual([{ name: "One" }, { name: "Two" }, {}]);
    expect(added.changedList).toBe("deployment.sites");
    const taken = stepForm.parse({ ...sent, remove: "deployment.sites.0" });
    expect(taken.values.sites).toEqual([{ name: "Two" }]);
    expect(taken.changedList).toBe("deployment.sites");
  });

  it("adds nothing to what is no list", () => {
    expect(stepForm.parse({ ...sent, add: "deployment.__proto__" }).values).toEqual(
      stepForm.parse(sent).values,
    );
  });

  it.each([
    ["another section", { ...sent, section: "__proto__" }],
    ["no section", { ...sent, section: undefined }],
    ["no version", { ...sent, draft_version: "x" }],
    ["an id with a path in it", { ...sent, application_id: "app_../../x" }],
  ])("is refused with %s", (_, form) => {
    expect(stepForm.safeParse(form).success).toBe(false);
  });

  it("lets nothing ride along with a signature or a removal", () => {
    const signature = { application_id: "app_01", draft_version: "1", attested_name: "A", attest: "yes" };
    expect(submitForm.safeParse(signature).success).toBe(true);
    expect(submitForm.safeParse({ ...signature, state: "active" }).success).toBe(false);
    expect(removeEvidenceForm.safeParse({ evidence_id: "evd_1", organisationId: "org_1" }).success).toBe(
      false,
    );
  });
});
