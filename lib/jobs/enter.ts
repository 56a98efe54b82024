import { withConsent } from "#lib/galleries/enrolment";
import { withStoredConsent } from "#lib/galleries/stored-faces";
import { isAddressAllowed } from "#lib/grants/address-allowed";
import { authorise, type GateRequest } from "#lib/grants/authorise";
import { type Gate, loadGate } from "#lib/grants/load-gate";
import { authenticateKey } from "#lib/keys/authenticate-key";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";

export type Entry = { gate: Gate; apiVersion: string };

/**
 * Who calls, and what their grant says now. Nothing of the body has been read yet.
 *
 * @throws AppError key_missing | key_invalid | key_expired | key_revoked
 */
export async function enter({ authorization }: { authorization: string | undefined }): Promise<Entry> {
  const { keyId, apiVersion } = await authenticateKey({ authorization });
  return { gate: await reloadGate({ keyId }), apiVersion };
}

/** @throws AppError key_invalid for a key that is gone */
export async function reloadGate({ keyId }: { keyId: string }): Promise<Gate> {
  const gate = await read((tx) => loadGate(tx, { keyId }));
  if (gate === null) throw new AppError("key_invalid");
  return gate;
}

/**
 * May this key be used from here, whatever for? For what tells only about the approval itself.
 *
 * @throws AppError ip_denied
 */
export function requireAddress({ facts }: Gate, clientAddress: string): void {
  const { keyCidrs } = facts;
  if (keyCidrs.length > 0 && !isAddressAllowed(clientAddress, keyCidrs)) throw new AppError("ip_denied");
}

/** The gate with what galleries know of this question: the consent of whom it would enrol, or compare with. */
export async function withFacts(tx: Tx, gate: Gate, ask: GateRequest): Promise<Gate> {
  const { against, modelId, purpose } = ask;
  if (against !== undefined) return withStoredConsent(tx, gate, { against, modelId, purpose });
  return withConsent(tx, gate, { target: ask.enrol ?? null, purpose: ask.purpose });
}

/** `requirePassage` with what must be looked up for this question. @throws AppError as it does */
export async function requirePassageNow(gate: Gate, ask: GateRequest): Promise<void> {
  requirePassage(await read((tx) => withFacts(tx, gate, ask)), ask);
}

/** @throws AppError with the code, and what is missing, of the first clause that refuses */
export function requirePassage(gate: Gate, ask: GateRequest): void {
  const verdict = authorise(gate.grant, ask, gate.facts, gate.now);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.detail, { missing: verdict.missing });
}
