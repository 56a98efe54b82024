import { describe, expect, it } from "vitest";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { read } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { codeOf, declareNone, scoreAll, seedCase, seedStaff } from "../reviews/review-case";
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

describe("signed terms that are not what the conditions compile to", () => {
  it("grant nothing, and the refusal is on record", async () => {
    const { first, second } = await seedApprovers();
    const review = await seedCase();
    await scoreAll(review);
    for (const actor of [first, second]) await declareNone(actor, review);
    const asked = approvalOf(review);
    const grantTerms = { ...asked.grantTerms, topK: 50 };
    const proposal = await proposeDecision({ actor: first, ...asked, grantTerms });
    await sign(first, proposal);
    const { decisionId } = await sign(second, proposal);
    expect(await createGrantFromDecision({ decisionId: decisionId ?? "" })).toBeNull();
    expect(await read((tx) => tx.grant.count({ where: { applicationId: review.applicationId } }))).toBe(0);
    const entries = await read((tx) =>
      tx.ledgerPending.findMany({ where: { kind: "grant.refused", subjectId: decisionId ?? "" } }),
    );
    expect(entries).toHaveLength(1);
    expect(
      await codeOf(
        rescreenApplication({ actor: await seedStaff("intake"), applicationId: review.applicationId }),
      ),
    ).not.toBe("accepted");
  });
});
