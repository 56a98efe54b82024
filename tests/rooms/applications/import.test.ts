import { beforeAll, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/create-application";
import { importApplication } from "#lib/applications/import-application";
import { saveDraft } from "#lib/applications/save-draft";
import { applicationForEdit, exportApplication, listApplications } from "#lib/applications/view";
import { exampleApplication } from "#tests/rooms/applications/example";
import { submitDraft } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

describe("import and export", () => {
  const importing = (json: unknown) =>
    importApplication({
      actor: cast.contributor,
      json: typeof json === "string" ? json : JSON.stringify(json),
    });

  it("gives back what it took, but for what an applicant cannot declare", async () => {
    const example = exampleApplication();
    const { applicationId, documentsNamed } = await importing(example);
    const { application } = await exportApplication(cast.contributor, applicationId);
    const { signed_by: _, signed_on: __, ...promised } = example.attestations;
    expect(application).toEqual({
      ...example,
      organisation: { ...example.organisation, sanctions: "unchecked" },
      documents: [],
      attestations: promised,
    });
    expect(documentsNamed).toEqual(["legal_memo", "dpia"]);
  });

  it("takes back the export of a draft that is not finished", async () => {
    const actor = cast.contributor;
    const { applicationId: id } = await createApplication({ actor, title: "Boarding" });
    const values = { problem: "half" };
    await saveDraft({ actor, applicationId: id, section: "purpose", values, startedFrom: 0, editor: "a" });
    const { application } = await exportApplication(cast.contributor, id);
    const { applicationId } = await importing(application);
    expect((await exportApplication(cast.contributor, applicationId)).application).toEqual(application);
  });

  it("points at everything that is wrong and opens nothing", async () => {
    const before = (await listApplications(cast.contributor)).length;
    const wrong = {
      ...exampleApplication(),
      purpose: { ...exampleApplication().purpose, use_case: "mind_reading", colour: "blue" },
      role: "admin",
    };
    const refused = await importing(wrong).catch((error) => error);
    expect(refused).toMatchObject({ code: "invalid_request", status: 400 });
    expect(refused.extras.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      "/purpose/colour",
      "/purpose/use_case",
      "/role",
    ]);
    expect(await listApplications(cast.contributor)).toHaveLength(before);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a text", '"application"'],
    ["null", "null"],
    ["depth without end", "[".repeat(100_000)],
    ["a key of the prototype", '{"__proto__": {"x": 1}}'],
  ])("refuses %s", async (_, json) => {
    await expect(importing(json)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("refuses a file that is too long to be one", async () => {
    await expect(importing(" ".repeat(900_001))).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("keeps an operation that nobody may have, for the policy to refuse with HS08", async () => {
    const example = exampleApplication();
    example.deployment.operations.push("emotion");
    const { applicationId } = await importing(example);
    const answer = await submitDraft(cast.signatory, applicationId);
    expect(answer).toMatchObject({ state: "rejected_hard_stop", outcome: "denied" });
  });

  it("names the draft after what it is for, without the organisation that pages put before it", async () => {
    const titled = async (application: object) => {
      const { applicationId } = await importing(application);
      return (await applicationForEdit(cast.contributor, applicationId)).title;
    };
    expect(await titled(exampleApplication())).toBe("Check that a person is who they say they are");
    expect(await titled({})).toBe("Untitled application");
  });
});
