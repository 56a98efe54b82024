import { describe, expect, it } from "vitest";
import { listApplications } from "#lib/applications/view";
import { demoActor } from "#lib/identity/demo-actor";
import { seedDemo, seedPolicy } from "../../prisma/seed";

describe("the demo", () => {
  it("opens with one case in the queue, and filling it again adds nothing", async () => {
    for (let round = 0; round < 2; round += 1) {
      await seedPolicy();
      await seedDemo();
      const cases = await listApplications(await demoActor("admin@st-alder.example"));
      expect(cases).toMatchObject([{ state: "triaged" }]);
    }
  });

  it("has nobody who is not one of its people", async () => {
    await expect(demoActor("someone@example.org")).rejects.toThrow("not one of the demo's people");
  });
});
