import { expect, it } from "vitest";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { read } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { approvalOf, seedApprovers, seedScored, sign } from "../reviews/signing-case";

it("grants nothing to an applicant who withdrew between the decision and its grant", async () => {
  const { first, second } = await seedApprovers();
  const review = await seedScored({ first, second });
  const { applicationId, organisationId } = review;
  const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
  await sign(first, proposal);
  const { decisionId } = await sign(second, proposal);
  const memberships = [{ organisationId, role: "signatory" as const }];
  await withdrawApplication({ actor: { ...first, staffRoles: [], memberships }, applicationId });

  expect(await createGrantFromDecision({ decisionId: decisionId ?? "" })).toBeNull();
  expect(await read((tx) => tx.grant.count({ where: { applicationId } }))).toBe(0);
});
