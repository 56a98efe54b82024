import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import type { Language } from "#lib/platform/language";
import { mailLink } from "./mailed-link";
import { hashPassword } from "./password";
import { insertMembership, insertOrganisation, insertPerson } from "./store";
import { countSignUp } from "./try-limit";

/**
 * An organisation comes in: it and its first person, who administers it. A mail asks them to confirm their address;
 * until they have, they can prepare applications and submit none (`confirm-address.ts`).
 *
 * @throws AppError invalid_request when the address has an account already (pointer /email) | rate_limited
 */
export async function signUp({
  organisationName,
  country,
  name,
  email,
  password,
  language = "en",
  network = null,
}: {
  organisationName: string;
  country: string;
  name: string;
  email: string;
  password: string;
  /** In which they read the page, and are written to from now on. */
  language?: Language;
  /** The address that it comes from, where it comes from a page. */
  network?: string | null;
}): Promise<{ organisationId: string; personId: string }> {
  await countSignUp({ email, network });
  const passwordHash = await hashPassword(password);
  const organisationId = newId("org");
  const personId = newId("per");
  await transaction(async (tx) => {
    await insertOrganisation(tx, { id: organisationId, name: organisationName, country });
    if (!(await insertPerson(tx, { id: personId, email, name, passwordHash, isDemo: false, language }))) {
      throw new AppError("invalid_request", "This address has an account already; sign in instead.", {
        errors: [{ pointer: "/email", message: "has an account already; sign in instead" }],
      });
    }
    await insertMembership(tx, { id: newId("mem"), organisationId, personId, role: "admin" });
    await appendEntry(tx, {
      kind: "organisation.created",
      subjectId: organisationId,
      data: { country },
      secret: { name: organisationName },
    });
    await appendEntry(tx, { kind: "person.created", subjectId: personId, data: {}, secret: { name, email } });
    await mailLink(tx, { personId, email, purpose: "confirm" });
  });
  return { organisationId, personId };
}
