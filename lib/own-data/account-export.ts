import type { Actor } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { jsonFile } from "./export-file";
import { findLedgerData, findPersonData, findPersonsNotices, findPersonsSignatures } from "./export-store";
import type { DataExport } from "./organisation-export";

/** What is kept about one person, for themselves: account, sessions, notices, mail, what they signed. */
export async function accountExport(actor: Actor): Promise<DataExport> {
  const { personId } = actor;
  return read(async (tx) => {
    const person = await findPersonData(tx, personId);
    if (person === null) throw new AppError("not_found");
    const { sessions, passkeys, ...account } = person;
    const { notices, preferences, mail } = await findPersonsNotices(tx, personId);
    const at = await databaseNow(tx);
    return {
      at,
      fileName: `countersign-account-${at.toISOString().slice(0, 10)}.zip`,
      files: [
        jsonFile("account.json", account),
        jsonFile("sign-in.json", { sessions, passkeys }),
        jsonFile("notices.json", { notices, preferences }),
        jsonFile("mail.json", mail),
        jsonFile("signed.json", await findPersonsSignatures(tx, personId)),
        jsonFile("ledger.json", await findLedgerData(tx, [personId])),
      ],
    };
  });
}
