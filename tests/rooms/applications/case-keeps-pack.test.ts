import { beforeAll, describe, expect, it } from "vitest";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import { submitExample } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";
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
});
