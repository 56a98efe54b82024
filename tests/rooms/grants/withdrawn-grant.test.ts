import { expect, it } from "vitest";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { closeWithdrawnGrant } from "#lib/grants/close-withdrawn-grant";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { leavesOf } from "../applications/people";
import { approvalOf, seedApprovers, seedScored, sign, stateOf } from "../reviews/signing-case";

/** Approved, and waiting for a fairness run before its first key. */
async function provisioning() {
  const { first, second } = await seedApprovers();
  const review = await seedScored({ first, second });
  const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
  await sign(first, proposal);
  const { decisionId } = await sign(second, proposal);
  const { applicationId, organisationId } = review;
  const grantId = (await createGrantFromDecision({ decisionId: decisionId ?? "" })) ?? "";
  await transaction(async (tx) => {
    await tx.grantPrecondition.create({ data: { id: newId("pre"), grantId, kind: "fairness_run_passed" } });
    await tx.grant.update({ where: { id: grantId }, data: { state: "provisioning" } });
    await tx.application.update({ where: { id: applicationId }, data: { state: "provisioning_gate" } });
  });
  const memberships = [{ organisationId, role: "signatory" as const }];
  const signatory: Actor = { ...first, staffRoles: [], memberships };
  return { review, grantId, signatory };
}

const grantState = async (id: string) =>
  (await read((tx) => tx.grant.findUniqueOrThrow({ where: { id } }))).state;

it("ends a grant in the making when its applicant withdraws, once, and says why", async () => {
  const { review, grantId, signatory } = await provisioning();
  const { applicationId } = review;
  expect(await closeWithdrawnGrant({ applicationId })).toBe(0);
  expect(await grantState(grantId)).toBe("provisioning");
  await withdrawApplication({ actor: signatory, applicationId });
  expect(await closeWithdrawnGrant({ applicationId })).toBe(1);
  expect(await closeWithdrawnGrant({ applicationId })).toBe(0);
  expect(await grantState(grantId)).toBe("revoked");
  expect(await stateOf(review)).toBe("withdrawn");
  const leaf = (await leavesOf(grantId)).find(({ data }) => data.to === "revoked");
  expect(leaf?.data).toMatchObject({
    from: "provisioning",
    reason_code: "withdrawn_by_applicant",
    actor: null,
  });
});

it("lets no service end a grant in the making for any other case", async () => {
  const { review, grantId } = await provisioning();
  expect(await closeWithdrawnGrant({ applicationId: review.applicationId })).toBe(0);
  expect(await closeWithdrawnGrant({ applicationId: "app_none" })).toBe(0);
  expect(await grantState(grantId)).toBe("provisioning");
});
