import { changeState } from "#lib/applications/change-state";
import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { loadPack } from "#lib/policy/load-pack";
import { TIERS } from "#lib/policy/pack-parts";
import { isSingleCase, preconditionsOf } from "./grant";
import { moveGrant } from "./move-grant";
import { requireSignedTerms } from "./signed-terms";
import { findDecisionForGrant, insertGrant } from "./store";
import { supersedeOlder } from "./supersede-grant";

/**
 * Signed decision → grant: the terms are those that both people signed, word for word. Done by the service when it
 * hears of the decision; hearing of it twice makes one grant.
 *
 * With nothing left to wait for, the grant is live at once; otherwise it stays in provisioning until each
 * precondition has been satisfied.
 *
 * @returns the grant's id, or null for a decision that grants nothing, and for one whose signed terms are not what
 * its conditions compile to: that is logged and on record, and nothing is granted
 */
export async function createGrantFromDecision({
  decisionId,
}: {
  decisionId: string;
}): Promise<string | null> {
  return transaction(async (tx) => {
    const decision = await findDecisionForGrant(tx, decisionId);
    if (decision === null || decision.outcome !== "approve") return null;
    if (decision.grant !== null) return decision.grant.id;

    const { application } = decision;
    // The applicant may have withdrawn before the service heard of the decision: then nothing is left to grant.
    if (application.state === "withdrawn") return null;
    const terms = await requireSignedTerms(tx, decision);
    if (terms === null) return null;
    const grantId = newId("grt");
    const version = application._count.grants + 1;
    const termsDigest = sha256Hex(canonicalJson(terms as unknown as Json));
    // An emergency waits for nothing but its two signatures (HS27).
    const kinds = isSingleCase(terms) ? [] : await preconditionsFor(tx, application);
    await insertGrant(tx, {
      id: grantId,
      tenantId: application.organisationId,
      applicationId: application.id,
      decisionId,
      version,
      terms,
      termsDigest,
      preconditions: kinds.map((kind) => ({ id: newId("pre"), kind })),
    });
    await appendEntry(
      tx,
      ruledEntry("grant.created", grantId, {
        decision_id: decisionId,
        digest: decision.digest,
        version,
        terms_digest: termsDigest,
        tenant_id: application.organisationId,
      }),
    );
    await changeState(tx, {
      applicationId: application.id,
      from: "approved_conditional",
      to: "provisioning_gate",
      actor: "service",
      reasonCode: "grant_compiled",
    });
    if (kinds.length === 0) await activate(tx, grantId, application.id);
    return grantId;
  });
}

async function preconditionsFor(
  tx: Tx,
  { tier, packVersion }: { tier: string | null; packVersion: string | null },
): Promise<readonly string[]> {
  const known = TIERS.find((one) => one === tier) ?? "T4"; // the strictest, where no tier is on file
  const pack = packVersion === null ? {} : (await loadPack(tx, packVersion)).pack;
  return preconditionsOf(pack, known);
}

/** The last step of provisioning: the grant goes live, and with it the case; what it replaces ends at that moment. */
export async function activate(tx: Tx, grantId: string, applicationId: string): Promise<void> {
  await moveGrant(tx, { grantId, from: "provisioning", to: "active", actorId: null });
  await changeState(tx, {
    applicationId,
    from: "provisioning_gate",
    to: "active",
    actor: "service",
    reasonCode: "preconditions_met",
  });
  await supersedeOlder(tx, { grantId, applicationId });
}
