import { beforeAll, describe, expect, it } from "vitest";
import { casesUnderEarlierPacks } from "#lib/applications/earlier-packs-view";
import { moveToPack } from "#lib/applications/move-to-pack";
import { revisionForReview } from "#lib/applications/review-view";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import type { Actor } from "#lib/identity/actor";
import { submitExample } from "#tests/rooms/applications/example-case";
import { type Cast, castOf, leavesOf } from "#tests/rooms/applications/people";
import { releaseNext } from "../policy/next-pack";
import { PACK } from "../policy/samples";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

describe("a pack that is released while a case is in flight", () => {
  it("asks nothing new of the documents of that case, and all of those that come after", async () => {
    const before = await submitExample(cast);
    await releaseNext({
      ...PACK,
      version: "2026-12",
      document_valid_months: { ...PACK.document_valid_months, dpia: 12 },
    });
    const judge = (evidenceId: string) => verifyEvidence({ actor: cast.intake, evidenceId, verified: true });
    await judge(before.evidenceId);
    const after = await submitExample(cast);
    await expect(judge(after.evidenceId)).rejects.toThrow(/counts for 12 months/);
  });

  it("is told of by its note when compliance moves it, and of no other case", async () => {
    const { applicationId } = await submitExample(cast);
    const other = await submitExample(cast);
    expect(await casesUnderEarlierPacks(cast.compliance)).toHaveLength(1);
    await releaseNext({ ...PACK, version: "2027-01" });
    const listed = await casesUnderEarlierPacks(cast.compliance);
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([applicationId, other.applicationId]));
    expect(await casesUnderEarlierPacks(cast.intake)).toEqual([]);

    const move = (actor: Actor, reason = "The applicant asked for it.") =>
      moveToPack({ actor, applicationId, reason });
    await expect(move(cast.intake)).rejects.toMatchObject({ code: "forbidden" });
    await expect(move(cast.signatory)).rejects.toMatchObject({ code: "not_found" });
    await expect(async () => move(cast.compliance, "so")).rejects.toMatchObject({ code: "invalid_request" });
    expect(await move(cast.compliance)).toEqual({
      state: "triaged",
      outcome: "review",
      from: "2026-12",
      to: "2027-01",
    });
    await expect(move(cast.compliance)).rejects.toMatchObject({ code: "wrong_state" });

    const seen = await revisionForReview(cast.intake, applicationId);
    expect(seen.revision).toMatchObject({ number: 2, pack: "2027-01" });
    expect(seen.events.map(({ note }) => note)).toContain(
      "Moved from pack 2026-12 to 2027-01: The applicant asked for it.",
    );
    const left = await casesUnderEarlierPacks(cast.compliance);
    expect(left.map(({ id }) => id)).toContain(other.applicationId);
    expect(left.map(({ id }) => id)).not.toContain(applicationId);
    const leaf = (await leavesOf(applicationId)).find(({ kind }) => kind === "case.pack_moved");
    expect(leaf?.data).toMatchObject({ from: "2026-12", to: "2027-01", actor: cast.compliance.personId });
    expect(JSON.stringify(leaf)).not.toContain("asked for it");
  });
});
