import { env, requiredSecret } from "#lib/platform/env";
import { type NoteSigner, signerFromSeed } from "./note";

/**
 * The log's signer, from LEDGER_SIGNING_KEY (32 bytes in base64url) and LEDGER_ORIGIN. Only the process that runs
 * the sequencer has the key.
 *
 * @throws Error when the key is absent or has another length; never with its value
 */
export function ledgerSigner(): NoteSigner {
  const seed = Buffer.from(requiredSecret("LEDGER_SIGNING_KEY"), "base64url");
  if (seed.length !== 32) throw new Error("LEDGER_SIGNING_KEY must be 32 bytes in base64url");
  return signerFromSeed(env().LEDGER_ORIGIN, seed);
}
