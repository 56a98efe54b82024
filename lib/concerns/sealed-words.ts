import { openSealed, seal } from "#lib/platform/sealing/seal";
import { tenantKey } from "#lib/platform/sealing/tenant-key";

/** What a sealed text of a concern is: one cannot be put in another's place. */
type Part = "statement" | "contact" | "answer" | "note";

/**
 * A seal for the words of one concern, under a data key that only this concern has: taking the key away erases
 * what was said for good, in the database and in its backups.
 *
 * Asks the database for the key outside of any transaction, so call it before one begins.
 */
export async function concernSeal(
  concernId: string,
): Promise<(part: Part, text: string) => Uint8Array<ArrayBuffer>> {
  const { key, version } = await tenantKey({ tenantId: concernId, purpose: "evidence" });
  return (part, text) =>
    new Uint8Array(seal({ key, version, boundTo: `${concernId}|${part}`, bytes: Buffer.from(text, "utf8") }));
}

/** @throws Error when a byte was changed, or it was sealed for another concern or part */
export async function openWords(concernId: string, part: Part, sealed: Uint8Array): Promise<string> {
  const opened = await openSealed({
    sealed,
    boundTo: `${concernId}|${part}`,
    keyOf: async (version) => (await tenantKey({ tenantId: concernId, purpose: "evidence", version })).key,
  });
  return opened.toString("utf8");
}
