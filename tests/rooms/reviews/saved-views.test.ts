import { describe, expect, it } from "vitest";
import { transaction } from "#lib/platform/db";
import { saveViewForm } from "#lib/reviews/saved-view-contract";
import { removeView, savedViews, saveView } from "#lib/reviews/saved-views";
import { seedPerson } from "#tests/support/seed-person";
import { codeOf, seedStaff } from "./review-case";

const namesOf = async (actor: Parameters<typeof savedViews>[0]) =>
  (await savedViews(actor)).map(({ name, query }) => `${name}: ${query}`);

describe("saved views of the queue", () => {
  it("are kept by name, the newer in place of the older, and without the page", async () => {
    const actor = await seedStaff("privacy");
    await saveView({ actor, name: "Mine, tier 3", query: "show=mine&tier=T3&page=4" });
    await saveView({ actor, name: "Clocks", query: "show=all&column=clock&column=stage" });
    expect(await namesOf(actor)).toEqual([
      "Clocks: show=all&column=stage&column=clock",
      "Mine, tier 3: show=mine&tier=T3",
    ]);
    await saveView({ actor, name: "Clocks", query: "show=all&sort=tier&order=desc" });
    expect(await namesOf(actor)).toContain("Clocks: show=all&sort=tier&order=desc");
    expect(await namesOf(actor)).toHaveLength(2);
  });

  it("hold nothing that the queue does not know", async () => {
    const actor = await seedStaff("legal");
    await saveView({ actor, name: "Odd", query: "show=everything&next=//evil.example&tier=T9&<script>" });
    expect(await namesOf(actor)).toEqual(["Odd: show=lane"]);
  });

  it("are nobody else's to see or to remove", async () => {
    const owner = await seedStaff("privacy");
    const other = await seedStaff("privacy");
    await saveView({ actor: owner, name: "Mine", query: "show=mine" });
    const [view] = await savedViews(owner);
    expect(await savedViews(other)).toEqual([]);
    expect(await codeOf(removeView({ actor: other, viewId: view?.id ?? "" }))).toBe("not_found");
    await removeView({ actor: owner, viewId: view?.id ?? "" });
    expect(await savedViews(owner)).toEqual([]);
  });

  it("are not there for applicants", async () => {
    const applicant = await transaction((tx) => seedPerson(tx, "An applicant"));
    expect(await codeOf(savedViews(applicant))).toBe("not_found");
    expect(await codeOf(saveView({ actor: applicant, name: "Mine", query: "show=mine" }))).toBe("not_found");
  });

  it("are at most twenty, and say so", async () => {
    const actor = await seedStaff("ethics");
    for (let number = 1; number <= 20; number += 1) {
      await saveView({ actor, name: `View ${number}`, query: "show=all" });
    }
    await expect(saveView({ actor, name: "View 21", query: "show=all" })).rejects.toThrow(/Remove one first/);
    await saveView({ actor, name: "View 20", query: "show=mine" });
  });

  it("have a name", () => {
    expect(saveViewForm.safeParse({ name: "  ", query: "" }).success).toBe(false);
    expect(saveViewForm.safeParse({ name: "x".repeat(61), query: "" }).success).toBe(false);
  });
});
