import { type Actor, memberRole } from "#lib/identity/actor";
import type { MemberRole } from "#lib/identity/roles";
import { read, type Tx } from "#lib/platform/db";
import { readForMember } from "./access";
import type { ApplicationState } from "./application";
import { candidate, missingAnswers } from "./assemble-application";
import { loadBeside } from "./beside";
import { isEditable } from "./editable";
import { type EvidenceRow, findFiledEvidence, findReplaced } from "./evidence-store";
import type { Section } from "./form/field";
import { type OpenAnswer, openAnswers, type StepProgress, stepProgress } from "./form/progress";
import type { SectionData } from "./form/read-section";
import { findRevision } from "./revision-store";
import { runningDueAt } from "./running-clock";
import { STAGES, type Stage } from "./stage";
import { type ApplicationRow, type ApplicationSummary, findOrganisation, findSummaries } from "./store";

export type ListedApplication = ApplicationSummary & { stage: Stage };

/** The applications of the actor's organisations, the latest first. */
export async function listApplications(actor: Actor): Promise<readonly ListedApplication[]> {
  const organisationIds = actor.memberships.map(({ organisationId }) => organisationId);
  const rows = await read((tx) => findSummaries(tx, organisationIds));
  return rows.map((row) => ({ ...row, stage: STAGES[row.state], dueAt: runningDueAt(row) }));
}

/** The organisations for which the actor can open an application. */
export async function ownOrganisations(actor: Actor): Promise<readonly { id: string; name: string }[]> {
  return read(async (tx) => {
    const found = await Promise.all(
      actor.memberships.map(async ({ organisationId }) => ({
        id: organisationId,
        name: (await findOrganisation(tx, organisationId))?.name ?? organisationId,
      })),
    );
    return found.sort((one, other) => one.name.localeCompare(other.name, "en"));
  });
}

/** A document on file, as its page lists it. */
export type EvidenceItem = {
  id: string;
  kind: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  scan: string;
  verified: boolean;
  /** The day of issue, as the desk read it off the document. */
  issuedOn: string | null;
  createdAt: Date;
  /** Versions whose place it took, the latest first; they can still be read. */
  earlier: readonly { id: string; createdAt: Date }[];
};

export type ApplicationForEdit = {
  id: string;
  reference: string;
  title: string;
  state: ApplicationState;
  /** Whether what is typed is taken: a draft, or an amendment of what people have at hand. */
  isEditable: boolean;
  draftVersion: number;
  /** Whether this person may submit: an admin or a signatory. */
  maySign: boolean;
  role: MemberRole;
  sections: { readonly [S in Section]?: SectionData };
  progress: readonly StepProgress[];
  missing: readonly OpenAnswer[];
  evidence: readonly EvidenceItem[];
  /** How many revisions were submitted before this draft. */
  wasSubmitted: boolean;
};

/**
 * A draft with all that was typed, for the people of its organisation.
 *
 * @throws AppError `not_found` for everyone else
 */
export function applicationForEdit(actor: Actor, applicationId: string): Promise<ApplicationForEdit> {
  return read(async (tx) => {
    const application = await readForMember(tx, actor, applicationId);
    const missing = missingAnswers(application.draft, await loadBeside(tx, applicationId));
    const { sections } = application.draft;
    const role = roleOf(actor, application);
    return {
      id: application.id,
      reference: application.reference,
      title: application.title,
      state: application.state,
      isEditable: await isEditable(tx, application),
      draftVersion: application.draftVersion,
      maySign: role === "admin" || role === "signatory",
      role,
      sections,
      progress: stepProgress(application.draft.saves, missing),
      missing: openAnswers(sections, missing),
      evidence: await evidenceItems(tx, applicationId),
      wasSubmitted: application.revisionId !== null,
    };
  });
}

export type SavedSection = {
  draftVersion: number;
  values: SectionData;
  /** When this section was last saved; null when never. */
  savedAt: string | null;
  savedByMe: boolean;
};

/**
 * What is stored of one section now, for a page that finds its own save refused.
 *
 * @throws AppError `not_found`
 */
export function savedSection(actor: Actor, applicationId: string, section: Section): Promise<SavedSection> {
  return read(async (tx) => {
    const { draft, draftVersion } = await readForMember(tx, actor, applicationId);
    const save = draft.saves[section];
    return {
      draftVersion,
      values: draft.sections[section] ?? {},
      savedAt: save?.at ?? null,
      savedByMe: save?.byId === actor.personId,
    };
  });
}

/**
 * The application as data: a draft as far as it goes, what was submitted as it was signed. `importApplication`
 * takes either back.
 *
 * @throws AppError `not_found`
 */
export function exportApplication(
  actor: Actor,
  applicationId: string,
): Promise<{ reference: string; organisationId: string; application: SectionData }> {
  return read(async (tx) => {
    const { reference, organisationId, draft, state, revisionId } = await readForMember(
      tx,
      actor,
      applicationId,
    );
    const revision =
      state === "draft" || revisionId === null ? undefined : await findRevision(tx, revisionId);
    if (revision !== undefined)
      return { reference, organisationId, application: JSON.parse(revision.canonical) };
    return { reference, organisationId, application: candidate(draft, await loadBeside(tx, applicationId)) };
  });
}

/** Documents on file, in the order in which they came. */
export async function evidenceItems(tx: Tx, applicationId: string): Promise<readonly EvidenceItem[]> {
  const replaced = await findReplaced(tx, applicationId);
  return (await findFiledEvidence(tx, applicationId)).map((row) => evidenceItem(row, replaced));
}

function evidenceItem(row: EvidenceRow, replaced: readonly EvidenceRow[]): EvidenceItem {
  const { id, kind, fileName, mediaType, bytes, sha256, scan, createdAt, verifiedAt, issuedOn } = row;
  const earlier = earlierVersions(row, replaced).map(({ id, createdAt }) => ({ id, createdAt }));
  const verified = verifiedAt !== null;
  return { id, kind, fileName, mediaType, bytes, sha256, scan, createdAt, verified, issuedOn, earlier };
}

/** The versions before this one, the latest first. */
function earlierVersions({ replacesId }: EvidenceRow, replaced: readonly EvidenceRow[]): EvidenceRow[] {
  const before = replaced.find(({ id }) => id === replacesId);
  return before === undefined ? [] : [before, ...earlierVersions(before, replaced)];
}

function roleOf(actor: Actor, { organisationId }: ApplicationRow): MemberRole {
  const role = memberRole(actor, organisationId);
  if (role === undefined) throw new Error("readForMember lets members only");
  return role;
}
