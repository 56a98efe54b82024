import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { createApplication } from "#lib/applications/create-application";
import { documentLibrary } from "#lib/applications/library-view";
import { readEvidence } from "#lib/applications/read-evidence";
import { removeEvidence } from "#lib/applications/remove-evidence";
import { reuseEvidence } from "#lib/applications/reuse-evidence";
import { applicationForEdit } from "#lib/applications/view";
import type { Actor } from "#lib/identity/actor";
import { pdf } from "#tests/rooms/applications/files";
import { castOf, leavesOf } from "#tests/rooms/applications/people";
import { sendAll } from "#tests/rooms/applications/pieces";

let contributor: Actor;
let stranger: Actor;
beforeAll(async () => {
  ({ contributor, stranger } = await castOf());
});

const open = async () => (await createApplication({ actor: contributor })).applicationId;

describe("versions", () => {
  it("a document of the same kind and name takes the place of the earlier one, which can still be read", async () => {
    const applicationId = await open();
    const first = await sendAll(contributor, applicationId, pdf("first"));
    const second = await sendAll(contributor, applicationId, pdf("second"));
    const third = await sendAll(contributor, applicationId, pdf("third"));
    const { evidence } = await applicationForEdit(contributor, applicationId);
    expect(evidence.map(({ id }) => id)).toEqual([third.evidenceId]);
    expect(evidence[0]?.earlier.map(({ id }) => id)).toEqual([second.evidenceId, first.evidenceId]);
    const old = await readEvidence({ actor: contributor, applicationId, evidenceId: first.evidenceId });
    expect(Buffer.from(old.bytes).equals(pdf("first"))).toBe(true);
    const leaves = (await leavesOf(applicationId)).filter(({ kind }) => kind === "evidence.added");
    expect(leaves.map(({ data }) => data.replaces)).toEqual([undefined, first.evidenceId, second.evidenceId]);
  });
});

describe("the organisation's library", () => {
  it("offers what was filed with other applications, each document once, and nothing that is here or was taken out", async () => {
    const earlier = await open();
    const shared = await sendAll(contributor, earlier, pdf("library shared"));
    const taken = await sendAll(contributor, await open(), pdf("library taken out"));
    await removeEvidence({ actor: contributor, evidenceId: taken.evidenceId });
    await sendAll(contributor, await open(), pdf("library shared"));
    const applicationId = await open();
    const library = await documentLibrary(contributor, applicationId);
    const offered = library.filter(({ sha256 }) => [shared.sha256, taken.sha256].includes(sha256));
    expect(offered.map(({ sha256 }) => sha256)).toEqual([shared.sha256]);
    await reuseEvidence({
      actor: contributor,
      applicationId,
      evidenceId: offered[0]?.id ?? "",
    });
    const { evidence } = await applicationForEdit(contributor, applicationId);
    expect(evidence.map(({ sha256, verified }) => ({ sha256, verified }))).toEqual([
      { sha256: shared.sha256, verified: false },
    ]);
    const left = await documentLibrary(contributor, applicationId);
    expect(left.some(({ sha256 }) => sha256 === shared.sha256)).toBe(false);
  });

  it("keeps a copy of its own: taking it out there leaves it here", async () => {
    const earlier = await open();
    const { evidenceId } = await sendAll(contributor, earlier, pdf("library copy"));
    const applicationId = await open();
    const copy = await reuseEvidence({ actor: contributor, applicationId, evidenceId });
    await removeEvidence({ actor: contributor, evidenceId });
    const back = await readEvidence({ actor: contributor, applicationId, evidenceId: copy.evidenceId });
    expect(Buffer.from(back.bytes).equals(pdf("library copy"))).toBe(true);
  });

  it("never reaches into another organisation", async () => {
    const { evidenceId } = await addEvidence({
      actor: contributor,
      applicationId: await open(),
      kind: "dpia",
      file: { name: "a.pdf", declaredType: "application/pdf", bytes: pdf("library private") },
    });
    const { applicationId } = await createApplication({ actor: stranger });
    await expect(reuseEvidence({ actor: stranger, applicationId, evidenceId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await documentLibrary(stranger, applicationId)).toEqual([]);
  });
});
