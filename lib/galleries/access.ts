import { isAddressAllowed } from "#lib/grants/address-allowed";
import { authorise } from "#lib/grants/authorise";
import { type Gate, loadGate, lockGate } from "#lib/grants/load-gate";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";

/** Who asks, as the gateway found them. */
export type Caller = { keyId: string; tenantId: string; modelId: string; clientAddress: string };

/**
 * May this caller add to a gallery now? Under the gate's lock, so that nothing is added after a revocation committed.
 *
 * @throws AppError the gate's codes; operation_not_granted where enrolment is not in grant and key
 */
export async function requireKeeper(tx: Tx, caller: Caller): Promise<Gate> {
  const gate = await lockGate(tx, caller);
  return passed(gate, caller, "enrol");
}

/**
 * May this caller look at what their galleries hold? Any operation of the grant will do.
 *
 * @throws AppError the gate's codes
 */
export async function requireReader(caller: Caller): Promise<Gate> {
  return passed(await read((tx) => loadGate(tx, caller)), caller, "detect");
}

/**
 * May this caller take something away? A withdrawal must work also while access is suspended or has ended: all that is
 * asked beyond a live key is its address list.
 *
 * @throws AppError key_invalid | key_revoked | ip_denied
 */
export async function requireRemover(tx: Tx, caller: Caller): Promise<void> {
  const gate = await loadGate(tx, caller);
  if (gate === null) throw new AppError("key_invalid");
  const { keyRevoked, keyCidrs } = gate.facts;
  if (keyRevoked) throw new AppError("key_revoked");
  if (keyCidrs.length > 0 && !isAddressAllowed(caller.clientAddress, keyCidrs))
    throw new AppError("ip_denied");
}

function passed(gate: Gate | null, caller: Caller, operation: "enrol" | "detect"): Gate {
  if (gate === null) throw new AppError("key_invalid");
  const { purposes, sites, modes } = gate.grant.terms;
  const verdict = authorise(
    gate.grant,
    {
      operation,
      // Keeping a list serves all that the grant names; purpose, site, consent and instrument are asked of each use.
      purpose: purposes[0] ?? null,
      site: sites[0]?.name ?? null,
      mode: modes[0] ?? null,
      threshold: null,
      topK: null,
      modelId: caller.modelId,
      clientAddress: caller.clientAddress,
    },
    { ...gate.facts, consent: "valid", instrument: "valid" },
    gate.now,
  );
  if (!verdict.ok) throw new AppError(verdict.code, verdict.detail, { missing: verdict.missing });
  return gate;
}
