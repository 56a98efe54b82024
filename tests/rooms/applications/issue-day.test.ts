import { describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import type { Actor } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { addMonths, dayOf } from "#lib/policy/days";
import { openLive, rowOf, submitNow } from "../reviews/live-case";
import { codeOf, seedStaff } from "../reviews/review-case";
import { pdf } from "./files";
import { leavesOf } from "./people";

/** What HS11 asks of a public agency in Washington; two years is as old as they may be. */
const KINDS = ["accountability_report", "public_review", "operational_test", "training"] as const;

/** A public agency in Washington with everything that HS11 asks for on file. */
async function agency() {
  const live = await openLive((application) => {
    application.organisation.country = "US";
    Object.assign(application.organisation, { region: "US-WA", customer_type: "public_agency" });
    application.deployment.sites = [
      { name: "Licensing office", country: "US", region: "US-WA", city: "Olympia", place_kind: "other" },
    ];
    application.people.subject_countries = ["US-WA"];
    Object.assign(application.law, {
      bases: [{ jurisdiction: "US-WA", basis: "RCW 43.386" }],
      registrations: { wa_notice_of_intent: "NOI-2026-11" },
    });
  });
  const evidenceIds: string[] = [];
  for (const kind of KINDS) {
    const file = { name: `${kind}.pdf`, declaredType: "application/pdf", bytes: pdf(kind) };
    evidenceIds.push(
      (await addEvidence({ actor: live.signatory, applicationId: live.applicationId, kind, file }))
        .evidenceId,
    );
  }
  await submitNow(live.signatory, live.applicationId);
  return { ...live, evidenceIds, intake: await seedStaff("intake") };
}

async function firedHS11(actor: Actor, applicationId: string): Promise<{ blocks: boolean; state: string }> {
  await rescreenApplication({ actor, applicationId });
  const { revisionId, state } = await rowOf({ applicationId });
  const screening = await read((tx) =>
    tx.screening.findFirstOrThrow({
      where: { revisionId: revisionId ?? "" },
      orderBy: { createdAt: "desc" },
    }),
  );
  const { rules } = screening.result as { rules: { id: string; effect: string }[] };
  return { blocks: rules.some(({ id, effect }) => id === "HS11" && effect === "block"), state };
}

const today = async () => dayOf(await read(databaseNow));

describe("the day on which a document was issued", () => {
  it("read off by the desk, lets a document count for two years and not a day longer (HS11)", async () => {
    const { applicationId, evidenceIds, intake } = await agency();
    const verifyAll = async (issuedOn: string) => {
      for (const evidenceId of evidenceIds)
        await verifyEvidence({ actor: intake, evidenceId, verified: true, issuedOn });
    };
    const twoYearsAgo = addMonths(await today(), -24);
    await verifyAll(addMonths(await today(), -25));
    expect(await firedHS11(intake, applicationId)).toMatchObject({ blocks: true, state: "blocked_until" });
    await verifyAll(twoYearsAgo);
    expect((await firedHS11(intake, applicationId)).blocks).toBe(false);
  });

  it("is needed for a kind that grows too old, possible for others, and never in the future", async () => {
    const { evidenceIds, intake } = await agency();
    const [evidenceId] = evidenceIds;
    if (evidenceId === undefined) throw new Error("four documents are on file");
    const verify = (issuedOn?: string | null) =>
      codeOf(
        verifyEvidence({
          actor: intake,
          evidenceId,
          verified: true,
          ...(issuedOn === undefined ? {} : { issuedOn }),
        }),
      );
    expect(await verify()).toBe("invalid_request");
    expect(await verify("last spring")).toBe("invalid_request");
    expect(await verify("2026-02-30")).toBe("invalid_request");
    expect(await verify(addMonths(await today(), 1))).toBe("invalid_request");
    expect(await codeOf(verifyEvidence({ actor: intake, evidenceId, verified: false }))).toBe("accepted");
    expect(await verify("2026-01-15")).toBe("accepted");
    // Judged again, the day that was read before holds until another is given.
    expect(await verify()).toBe("accepted");
    expect((await read((tx) => tx.evidence.findUniqueOrThrow({ where: { id: evidenceId } }))).issuedOn).toBe(
      "2026-01-15",
    );
  });

  it("is on record with the judgement", async () => {
    const { applicationId, evidenceIds, intake } = await agency();
    const [evidenceId] = evidenceIds;
    await verifyEvidence({
      actor: intake,
      evidenceId: evidenceId ?? "",
      verified: true,
      issuedOn: "2026-01-15",
    });
    const leaf = (await leavesOf(applicationId)).find(({ kind }) => kind === "evidence.verified");
    expect(leaf?.data).toMatchObject({
      kind: "accountability_report",
      verified: true,
      issued_on: "2026-01-15",
    });
  });
});
