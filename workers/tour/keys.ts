import { alertOf } from "./apply";
import type { Portal } from "./portal";
import { expect, TourFailure, until } from "./step";

/** Waits until the grant of this case is live, then makes a key under it. */
export async function makeKey(portal: Portal, reference: string): Promise<{ key: string }> {
  const page = await until(`the grant of ${reference} to go live`, async () => {
    const tenant = await portal.open("/tenant");
    return grantOf(tenant.root.querySelectorAll("option"), reference) === undefined ? undefined : tenant;
  });
  const grantId = grantOf(page.root.querySelectorAll("option"), reference) ?? "";
  const made = await portal.submit(page, "cidrs", {
    grant_id: grantId,
    name: `tour ${reference}`,
    days: "7",
  });
  const key = made.root.querySelector("[data-new-key]")?.text.trim();
  expect(key !== undefined, () => `no key was shown: ${alertOf(made)}`);
  return { key };
}

function grantOf(
  options: readonly { text: string; getAttribute: (name: string) => string | undefined }[],
  reference: string,
) {
  return options.find((option) => option.text.startsWith(`${reference},`))?.getAttribute("value");
}

/**
 * Does something with a key and ends the key, whatever comes of it: a tour that fails leaves none behind.
 *
 * @param work is given a function that ends the key sooner
 * @throws what `work` throws; if ending the key fails as well, its words say so
 */
export async function whileKeyLives<T>(
  portal: Portal,
  key: string,
  work: (end: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let isEnded = false;
  const end = async () => {
    await revokeKey(portal, key);
    isEnded = true;
  };
  try {
    return await work(end);
  } catch (error) {
    if (!isEnded) await end().catch((why) => stillLives(error, why));
    throw error;
  }
}

function stillLives(error: unknown, why: unknown): never {
  const [first, second] = [error, why].map((one) => (one instanceof Error ? one.message : String(one)));
  throw new TourFailure(`${first}
The tour's key still lives; revoke it at /tenant (${second})`);
}

/** Ends the key from the tenant's page. */
async function revokeKey(portal: Portal, key: string): Promise<void> {
  const page = await portal.open("/tenant");
  const publicId = key.split("_")[2] ?? "";
  const row = page.root.querySelectorAll("tr").find((candidate) => candidate.text.includes(publicId));
  expect(row !== undefined, () => "the tenant's page does not list the key");
  const reason = "the tour ends here";
  const revoked = await portal.submit({ ...page, root: row }, "reason", { reason });
  expect(revoked.root.querySelector("form [role=alert]") === null, () => alertOf(revoked));
}
