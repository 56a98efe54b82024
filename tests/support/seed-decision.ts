import type { GrantTerms } from "#lib/grants/terms";
import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { DecisionConditions } from "#lib/reviews/conditions";
import { signedContent } from "#lib/reviews/signed-content";
import { seedPerson } from "./seed-person";
import { seedStaffRole } from "./seed-staff-role";

const CONDITIONS: DecisionConditions = {
  operations: ["liveness", "enrol", "verify_1_1"],
  site_names: ["Terminal 2 gates 20-25"],
  model_id: "mobilefacenet-r2",
  threshold_floor: 0.5,
  top_k: 1,
  faces_max: 0,
  retention_probe_seconds: 0,
  retention_template_days: 1,
  retention_result_hours: 24,
  consent: "required",
  instrument: "not",
  human_review: "none",
  rate_per_second: 10,
  burst: 20,
  concurrent_jobs: 4,
  monthly_quota: 60_000,
  expires_on: "2027-11-19",
  rule_conditions: [],
  further: [],
};

/** A decision to approve these terms, proposed and signed by two approvers of different lanes. @returns its id */
export async function seedDecision(
  tx: Tx,
  of: {
    organisationId: string;
    applicationId: string;
    revisionId: string;
    revisionDigest: string;
    terms: GrantTerms;
  },
): Promise<string> {
  const proposalId = newId("prp");
  const { canonical, digest } = signedContent({
    v: 1,
    proposal_id: proposalId,
    application: {
      id: of.applicationId,
      reference: "APP-SEED",
      organisation_id: of.organisationId,
      revision_id: of.revisionId,
      revision_number: 1,
      revision_digest: of.revisionDigest,
    },
    pack: { version: "2026-11", digest: "0".repeat(64) },
    screening: {
      id: "scr_seed",
      outcome: "review",
      tier: "T1",
      track: "expedited",
      risk: 20,
      rules: [],
      conditions: [],
    },
    scores: [],
    outcome: "approve",
    conditions: CONDITIONS,
    reasons: "seeded for a test",
    grant_terms: of.terms as unknown as JsonObject,
  });
  const approvers = [await seedApprover(tx, "legal"), await seedApprover(tx, "privacy")];
  await tx.decisionProposal.create({
    data: {
      id: proposalId,
      applicationId: of.applicationId,
      revisionId: of.revisionId,
      outcome: "approve",
      conditions: CONDITIONS,
      reasons: "seeded for a test",
      canonical,
      digest,
      state: "open",
      proposedById: approvers[0]?.actor.personId ?? "",
    },
  });
  for (const [index, { actor, lane }] of approvers.entries()) {
    const stepUpId = newId("stp");
    await tx.stepUp.create({
      data: {
        id: stepUpId,
        sessionId: actor.sessionId,
        personId: actor.personId,
        method: "password",
        digest,
      },
    });
    await tx.signature.create({
      data: {
        id: newId("sig"),
        proposalId,
        slot: index + 1,
        signerId: actor.personId,
        signerLane: lane,
        digest,
        method: "password",
        stepUpId,
        reason: "seeded for a test",
      },
    });
  }
  const decisionId = newId("dec");
  await tx.decision.create({
    data: { id: decisionId, applicationId: of.applicationId, proposalId, outcome: "approve", digest },
  });
  await tx.decisionProposal.update({ where: { id: proposalId }, data: { state: "decided" } });
  return decisionId;
}

async function seedApprover(tx: Tx, lane: Lane): Promise<{ actor: Actor; lane: Lane }> {
  const actor = await seedPerson(tx, `Approver of ${lane}`);
  await seedStaffRole(tx, {
    data: { id: newId("rol"), personId: actor.personId, role: "approver", homeLane: lane },
  });
  return { actor: { ...actor, staffRoles: [{ role: "approver", homeLane: lane }] }, lane };
}
