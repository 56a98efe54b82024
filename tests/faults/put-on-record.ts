import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { transaction } from "#lib/platform/db";
import type { SeededGrant } from "#tests/support/grants";

/** The entries that the road to a seeded grant would have left, read from its rows, so that the verifier's rules hold. */
export async function putOnRecord(seed: SeededGrant): Promise<void> {
  await transaction(async (tx) => {
    const decision = await tx.decision.findUniqueOrThrow({ where: { id: seed.decisionId } });
    const { proposalId } = decision;
    const signatures = await tx.signature.findMany({ where: { proposalId }, orderBy: { slot: "asc" } });
    const grant = await tx.grant.findUniqueOrThrow({ where: { id: seed.grantId } });
    const key = await tx.apiKey.findUniqueOrThrow({ where: { id: seed.keyId } });
    const { digest } = await tx.decisionProposal.findUniqueOrThrow({ where: { id: proposalId } });
    for (const { slot, signerId } of signatures)
      await appendEntry(
        tx,
        ruledEntry("decision.signed", proposalId, {
          proposal_id: proposalId,
          application_id: seed.applicationId,
          digest,
          slot,
          signer: signerId,
          method: "totp",
          step_up_at: new Date().toISOString(),
        }),
      );
    await appendEntry(
      tx,
      ruledEntry("decision.issued", seed.decisionId, {
        application_id: seed.applicationId,
        proposal_id: proposalId,
        outcome: "approve",
        digest,
        signers: signatures.map(({ signerId }) => signerId),
      }),
    );
    const grantData = { decision_id: seed.decisionId, digest, tenant_id: seed.organisationId };
    const { version, termsDigest } = grant;
    await appendEntry(
      tx,
      ruledEntry("grant.created", seed.grantId, { ...grantData, version, terms_digest: termsDigest }),
    );
    const keyData = { grant_id: seed.grantId, tenant_id: seed.organisationId, scopes: key.scopes };
    await appendEntry(
      tx,
      ruledEntry("key.issued", seed.keyId, { ...keyData, expires_at: key.expiresAt.toISOString() }),
    );
  });
}
