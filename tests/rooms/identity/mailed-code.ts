import { read } from "#lib/platform/db";
import { mailKey, openLink } from "#lib/platform/mail/seal-link";

/** The codes of the links that wait in mail to an address, the latest first. */
export async function mailedCodes(address: string, path: string): Promise<string[]> {
  const rows = await read((tx) =>
    tx.mail.findMany({ where: { address, sealedLink: { not: null } }, orderBy: { id: "desc" } }),
  );
  const key = mailKey();
  if (key === null) throw new Error("no MAIL_KEY");
  const links = await Promise.all(
    rows.map(({ id, sealedLink }) => openLink(key, id, sealedLink ?? Buffer.of())),
  );
  return links.filter((link) => link.includes(`${path}#`)).map((link) => link.split("#")[1] ?? "");
}
