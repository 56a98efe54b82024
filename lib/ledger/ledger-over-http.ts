import type { ProveConsistency } from "./compare-checkpoints";
import type { Hash } from "./merkle";

// For auditors and witnesses: the public API of a ledger, none of whose answers is trusted. Node alone.

const TIMEOUT_MS = 10_000;
const HASHES_MAX = 128;

/** Asks the ledger itself, which can withhold a proof but not make one up. @throws Error in words for no answer or none that is a proof */
export function proofFrom(ledger: string): ProveConsistency {
  return async (from, to) => {
    const answer = await ask(ledger, `/v1/ledger/consistency?from=${from}&to=${to}`);
    const body: unknown = await answer.json().catch(() => null);
    if (!answer.ok)
      throw new Error(`${ledger} gives no proof from ${from} to ${to} entries: ${detailOf(body)}`);
    return hashesOf(body);
  };
}

/** @returns the newest checkpoint as published; null before the first. @throws Error for no answer */
export async function checkpointFrom(ledger: string): Promise<string | null> {
  const answer = await ask(ledger, "/v1/ledger/checkpoint");
  if (answer.status === 503) return null;
  if (!answer.ok) throw new Error(`${ledger} gives no checkpoint: ${answer.status}`);
  return answer.text();
}

/** @throws Error in the ledger's words when it does not take it */
export async function submitCosignature(
  ledger: string,
  cosignature: { size: number; line: string },
): Promise<void> {
  const answer = await ask(ledger, "/v1/ledger/cosignatures", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ size: cosignature.size, cosignature: cosignature.line }),
  });
  if (!answer.ok) throw new Error(`not taken: ${detailOf(await answer.json().catch(() => null))}`);
}

async function ask(ledger: string, path: string, init: RequestInit = {}): Promise<Response> {
  const address = `${ledger.replace(/\/+$/, "")}${path}`;
  return fetch(address, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error) => {
    throw new Error(`No answer from ${ledger}: ${error instanceof Error ? error.message : error}`);
  });
}

function detailOf(body: unknown): string {
  return typeof body === "object" && body !== null && "detail" in body
    ? String(body.detail)
    : "no reason given";
}

function hashesOf(body: unknown): Hash[] {
  const proof = typeof body === "object" && body !== null && "proof" in body ? body.proof : null;
  const isProof = Array.isArray(proof) && proof.length <= HASHES_MAX;
  if (!isProof || !proof.every((hash) => typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash))) {
    throw new Error("What the ledger answered is no proof.");
  }
  return proof.map((hash: string) => new Uint8Array(Buffer.from(hash, "hex")));
}
