import { readBundle } from "#lib/ledger/bundle";
import { type Account, verifyBundle } from "#lib/ledger/verify-bundle";
import { expect, until } from "./step";

/**
 * Takes the part of the ledger that concerns a job away over HTTP and verifies it here, trusting nothing: its
 * decision, both signatures, the grant, the key and the answer.
 */
export async function verifyLedger(gatewayUrl: string, jobId: string): Promise<Account> {
  return until("the ledger to hold the answer", async () => {
    const response = await fetch(`${gatewayUrl}/v1/ledger/bundle?subject=${jobId}`);
    if (response.status !== 200) return undefined;
    const read = readBundle(await response.text());
    expect(read.ok, () => `the bundle cannot be read: ${read.ok ? "" : read.reason}`);
    const kinds = read.bundle.entries.map(({ leaf }) => String(JSON.parse(leaf).kind));
    if (!kinds.includes("job.released")) return undefined;
    const verdict = verifyBundle(read.bundle);
    expect(verdict.ok, () => `the ledger does not verify: ${verdict.ok ? "" : verdict.failure.reason}`);
    return verdict.account;
  });
}
