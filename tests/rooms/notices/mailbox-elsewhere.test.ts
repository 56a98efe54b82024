import { expect, it } from "vitest";
import { mailbox, mailInBox } from "#lib/notices/mailbox";

// Settings are read once a process, so this has a file of its own.
process.env.COUNTERSIGN_MODE = "production";

it("outside the demo there is no mailbox, for anyone", async () => {
  const actor = { personId: "per_1", name: "", sessionId: "ses_1", staffRoles: [], memberships: [] };
  await expect(mailbox(actor)).rejects.toMatchObject({ code: "not_found" });
  await expect(mailInBox(actor, "eml_1")).rejects.toMatchObject({ code: "not_found" });
});
