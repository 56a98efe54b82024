import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { hashPassword } from "./password";
import { insertMembership, insertOrganisation, insertPerson } from "./store";

/**
 * An organisation comes in: it and its first person, who administers it.
 *
 * @throws AppError invalid_request when the address has an account already (pointer /email)
 */
export async function signUp({
  organisationName,
  country,
  name,
  email,
  password,
}: {
  organisationName: string;
  country: string;
  name: string;
  email: string;
  password: string;
}): Promise<{ organisationId: string; personId: string }> {
  const passwordHash = await hashPassword(password);
  const organisationId = newId("org");
  const personId = newId("per");
  await transaction(async (tx) => {
    await insertOrganisation(tx, { id: organisationId, name: organisationName, country });
    if (!(await insertPerson(tx, { id: personId, email, name, passwordHash, isDemo: false }))) {
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
  });
  return { organisationId, personId };
}
