import type { Tx } from "#lib/platform/db";
import { checkPack } from "./check-pack";
import type { PolicyPack } from "./pack";
import { packDigest } from "./pack-digest";
import { findPack, readPackContent } from "./pack-store";

export type LoadedPack = {
  pack: PolicyPack /** SHA-256 of the canonical JSON, 64 hex digits. */;
  digest: string;
};

/** A released version never changes, so what was checked once is kept, by digest. */
const checkedPacks = new Map<string, PolicyPack>();

/** The pack on file under a digest. Its content must still have that digest: a changed pack judges nobody. */
async function readChecked(tx: Tx, version: string, digest: string): Promise<PolicyPack> {
  const known = checkedPacks.get(digest);
  if (known !== undefined) return known;
  const checked = checkPack(await readPackContent(tx, version));
  if (!checked.ok) {
    const [first] = checked.errors;
    throw new Error(`policy pack ${version} on file is not valid: ${first?.pointer} ${first?.message}`);
  }
  if (packDigest(checked.data) !== digest) {
    throw new Error(`policy pack ${version} on file does not have the digest of its release`);
  }
  checkedPacks.set(digest, checked.data);
  return checked.data;
}

/**
 * A released version, as a revision or screening names it.
 *
 * @throws Error when no such version was released or its row was changed
 */
export async function loadPack(tx: Tx, version: string): Promise<LoadedPack> {
  const row = await findPack(tx, version);
  if (row === null) throw new Error(`policy pack ${version} was never released`);
  return { pack: await readChecked(tx, row.version, row.digest), digest: row.digest };
}
