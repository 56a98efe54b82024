import { type Actor, requireMember } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { readObject } from "#lib/platform/storage/store-object";
import { type ExportFile, jsonFile, safeName, textFile } from "./export-file";
import {
  findAppealsData,
  findApplicationsData,
  findGrantsData,
  findKeysData,
  findLedgerData,
  findNoticesData,
  findOrganisationData,
} from "./export-store";

export type DataExport = { fileName: string; at: Date; files: readonly ExportFile[] };

/**
 * Everything that an organisation entered, for one of its admins: applications with every revision as it was signed,
 * documents as files, members, keys without their secrets, grants, notices, and where the ledger speaks of them.
 *
 * @throws AppError not_found for everyone outside it | forbidden for a member who is no admin
 */
export async function organisationExport(actor: Actor, organisationId: string): Promise<DataExport> {
  requireMember(actor, organisationId, "admin");
  return read(async (tx) => {
    const organisation = await findOrganisationData(tx, organisationId);
    if (organisation === null) throw new AppError("not_found");
    const { memberships, invitations, domains, ...self } = organisation;
    const applications = await findApplicationsData(tx, organisationId);
    const applicationIds = applications.map(({ id }) => id);
    const grants = await findGrantsData(tx, organisationId);
    const subjects = [organisationId, ...applicationIds, ...grants.map(({ id }) => id)];
    const at = await databaseNow(tx);
    return {
      at,
      fileName: `countersign-${at.toISOString().slice(0, 10)}.zip`,
      files: [
        jsonFile("organisation.json", { ...self, domains }),
        jsonFile("members.json", { members: memberships, invitations }),
        ...applications.flatMap((application) => filesOf(application, organisationId)),
        jsonFile("appeals.json", await findAppealsData(tx, applicationIds)),
        jsonFile("grants.json", grants),
        jsonFile("keys.json", await findKeysData(tx, organisationId)),
        jsonFile("notices.json", await findNoticesData(tx, organisationId, subjects)),
        jsonFile("ledger.json", await findLedgerData(tx, subjects)),
      ],
    };
  });
}

type ApplicationData = Awaited<ReturnType<typeof findApplicationsData>>[number];

function filesOf(
  { revisions, evidence, requests, amendments, ...application }: ApplicationData,
  organisationId: string,
): ExportFile[] {
  const folder = `applications/${application.reference}`;
  return [
    jsonFile(`${folder}/application.json`, application),
    jsonFile(`${folder}/questions.json`, requests),
    jsonFile(`${folder}/amendments.json`, amendments),
    jsonFile(
      `${folder}/revisions.json`,
      revisions.map(({ canonical: _, ...revision }) => revision),
    ),
    // As it was signed, byte for byte: its SHA-256 is the digest in the ledger.
    ...revisions.map(({ number, canonical }) => textFile(`${folder}/revision-${number}.json`, canonical)),
    jsonFile(
      `${folder}/documents.json`,
      evidence.map(({ storageKey: _, ...document }) => document),
    ),
    ...evidence.map(({ id, fileName, sha256, bytes, storageKey }) => ({
      path: `${folder}/documents/${id}-${safeName(fileName)}`,
      sha256,
      bytes,
      read: () => readObject({ tenantId: organisationId, purpose: "evidence", storageKey }),
    })),
  ];
}
