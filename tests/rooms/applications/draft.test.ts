import { beforeAll, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/create-application";
import { saveDraft } from "#lib/applications/save-draft";
import {
  applicationForEdit,
  exportApplication,
  listApplications,
  savedSection,
} from "#lib/applications/view";
import type { Actor } from "#lib/identity/actor";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const open = async (actor = cast.contributor) =>
  (await createApplication({ actor, title: "Boarding" })).applicationId;

function save(
  applicationId: string,
  problem: string,
  input: { actor?: Actor; startedFrom: number; editor?: string },
) {
  return saveDraft({
    actor: input.actor ?? cast.contributor,
    applicationId,
    section: "purpose",
    values: { problem },
    startedFrom: input.startedFrom,
    editor: input.editor ?? "",
  });
}

describe("a draft", () => {
  it("opens for the actor's own organisation with what is known of it", async () => {
    const id = await open();
    const { sections, state, draftVersion, title, maySign } = await applicationForEdit(cast.contributor, id);
    expect({ state, draftVersion, title, maySign }).toEqual({
      state: "draft",
      draftVersion: 1,
      title: "Boarding",
      maySign: false,
    });
    expect(sections).toEqual({ organisation: { legal_name: "Northwind Airways Ltd", country: "GB" } });
  });

  it("opens for nobody without an organisation, and in nobody else's", async () => {
    await expect(createApplication({ actor: cast.intake })).rejects.toMatchObject({ code: "forbidden" });
    const [theirs] = cast.stranger.memberships;
    await expect(
      createApplication({ actor: cast.contributor, organisationId: theirs?.organisationId ?? "" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("asks for which organisation when there are two", async () => {
    const actor = {
      ...cast.contributor,
      memberships: [...cast.contributor.memberships, ...cast.stranger.memberships],
    };
    await expect(createApplication({ actor })).rejects.toMatchObject({
      code: "invalid_request",
      extras: { errors: [{ pointer: "/organisation_id" }] },
    });
  });

  it("keeps what does not validate, word for word", async () => {
    const id = await open();
    const values = {
      use_case: "mind_reading",
      problem: "x".repeat(10_000),
      alternatives: ["<b>", "\u202e\u200b"],
    };
    await saveDraft({
      actor: cast.contributor,
      applicationId: id,
      section: "purpose",
      values,
      startedFrom: 1,
      editor: "",
    });
    expect((await applicationForEdit(cast.contributor, id)).sections.purpose).toEqual(values);
  });

  it("refuses more text than can be meant, and keeps what was there", async () => {
    const id = await open();
    await save(id, "before", { startedFrom: 1 });
    await expect(save(id, "x".repeat(500_000), { startedFrom: 2 })).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect((await savedSection(cast.contributor, id, "purpose")).values).toEqual({ problem: "before" });
  });

  it("is shown and saved to nobody outside the organisation", async () => {
    const id = await open();
    for (const actor of [cast.stranger, cast.intake, cast.accountTeam]) {
      await expect(applicationForEdit(actor, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(exportApplication(actor, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(savedSection(actor, id, "purpose")).rejects.toMatchObject({ code: "not_found" });
      await expect(save(id, "mine now", { actor, startedFrom: 1 })).rejects.toMatchObject({
        code: "not_found",
      });
      expect((await listApplications(actor)).map((listed) => listed.id)).not.toContain(id);
    }
    await expect(applicationForEdit(cast.contributor, "app_none")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("cannot be edited once submitted", async () => {
    const applicationId = await importExample(cast.signatory);
    await submitDraft(cast.signatory, applicationId);
    await expect(save(applicationId, "late", { startedFrom: 1 })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });
});

describe("two editors", () => {
  it("in one step: the later is told, and neither loses a word", async () => {
    const id = await open();
    await save(id, "hers", { startedFrom: 1 });
    const his = save(id, "his", { startedFrom: 1, actor: cast.signatory });
    await expect(his).rejects.toMatchObject({ code: "stale_draft", status: 409 });
    const stored = await savedSection(cast.signatory, id, "purpose");
    expect(stored).toMatchObject({ draftVersion: 2, values: { problem: "hers" }, savedByMe: false });
    // He has seen hers and saves his over it, knowingly.
    await save(id, "his", { startedFrom: stored.draftVersion, actor: cast.signatory });
    expect(await savedSection(cast.contributor, id, "purpose")).toMatchObject({ values: { problem: "his" } });
  });

  it("in two steps never meet", async () => {
    const id = await open();
    await save(id, "hers", { startedFrom: 1 });
    await saveDraft({
      actor: cast.signatory,
      applicationId: id,
      section: "law",
      values: { bases: [] },
      startedFrom: 1,
      editor: "",
    });
    const { sections, draftVersion } = await applicationForEdit(cast.signatory, id);
    expect(sections).toMatchObject({ purpose: { problem: "hers" }, law: { bases: [] } });
    expect(draftVersion).toBe(3);
  });

  it("at the same moment: one is saved, the other told", async () => {
    const id = await open();
    const saves = ["a", "b", "c"].map((text) => save(id, text, { startedFrom: 1, editor: text }));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("who are one person whose answer was lost on the way do not conflict with themselves", async () => {
    const id = await open();
    await save(id, "typed", { startedFrom: 1, editor: "tab-1" });
    await expect(save(id, "typed and more", { startedFrom: 1, editor: "tab-1" })).resolves.toMatchObject({
      draftVersion: 3,
    });
    await expect(save(id, "other tab", { startedFrom: 1, editor: "tab-2" })).rejects.toMatchObject({
      code: "stale_draft",
    });
  });

  it("who type the same are no conflict, and make no new version", async () => {
    const id = await open();
    await save(id, "same", { startedFrom: 1 });
    await expect(save(id, "same", { startedFrom: 1, actor: cast.signatory })).resolves.toMatchObject({
      draftVersion: 2,
    });
  });
});
