import type { Section } from "#lib/applications/form/field";
import type { SectionData } from "#lib/applications/form/read-section";
import { importApplication } from "#lib/applications/import-application";
import { openAmendment } from "#lib/applications/open-amendment";
import { saveDraft } from "#lib/applications/save-draft";
import { type Submission, submitApplication } from "#lib/applications/submit-application";
import type { Actor } from "#lib/identity/actor";
import type { MemberRole } from "#lib/identity/roles";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { releasePack } from "#lib/policy/release-pack";
import { seedPerson } from "#tests/support/seed-person";
import { exampleApplication } from "../applications/example";
import { pack, type ReviewCase } from "./review-case";

/** A case that went the applicant's own way: typed, signed, screened, and waiting for reviewers. */
export type LiveCase = ReviewCase & { signatory: Actor; contributor: Actor };

type Example = ReturnType<typeof exampleApplication>;

export async function submitLive(change: (application: Example) => void = () => {}): Promise<LiveCase> {
  const { signatory, contributor, organisationId, applicationId } = await openLive(change);
  const { revisionId } = await submitNow(signatory, applicationId);
  return {
    applicationId,
    revisionId,
    organisationId,
    signatory,
    contributor,
    ...(await judgedBy(applicationId)),
  };
}

/** The same, still a draft. */
export async function openLive(change: (application: Example) => void = () => {}) {
  await releasePack({ actor: "service", pack });
  const application = exampleApplication();
  change(application);
  const organisationId = newId("org");
  await transaction((tx) =>
    tx.organisation.create({ data: { id: organisationId, name: "Northwind Airways Ltd", country: "GB" } }),
  );
  const signatory = await seedMember(organisationId, "signatory");
  const contributor = await seedMember(organisationId, "contributor");
  const { applicationId } = await importApplication({ actor: signatory, json: JSON.stringify(application) });
  return { applicationId, organisationId, signatory, contributor };
}

export function seedMember(organisationId: string, role: MemberRole): Promise<Actor> {
  return transaction(async (tx) => {
    const actor = await seedPerson(tx, `A. ${role}`);
    await tx.membership.create({
      data: { id: newId("mem"), organisationId, personId: actor.personId, role },
    });
    return { ...actor, memberships: [{ organisationId, role }] };
  });
}

/** Signs the draft as it is. */
export async function submitNow(signatory: Actor, applicationId: string): Promise<Submission> {
  const { draftVersion } = await rowOf({ applicationId });
  return submitApplication({
    actor: signatory,
    applicationId,
    draftVersion,
    attestedName: signatory.name,
    attest: true,
  });
}

/** Changes one answer as the form would. */
export async function type(
  { applicationId, signatory }: Pick<LiveCase, "applicationId" | "signatory">,
  section: Section,
  answers: SectionData,
): Promise<void> {
  const { draft, draftVersion } = await rowOf({ applicationId });
  const values = { ...(draft as { sections: Record<string, SectionData> }).sections[section], ...answers };
  await saveDraft({
    actor: signatory,
    applicationId,
    section,
    values,
    startedFrom: draftVersion,
    editor: "tab",
  });
}

/** A whole amendment of one section. @returns the case on its new revision */
export async function amend(review: LiveCase, section: Section, answers: SectionData): Promise<LiveCase> {
  const { applicationId, signatory } = review;
  await openAmendment({ actor: signatory, applicationId });
  await type(review, section, answers);
  const { revisionId } = await submitNow(signatory, applicationId);
  return { ...review, revisionId, ...(await judgedBy(applicationId)) };
}

export function rowOf({ applicationId }: Pick<LiveCase, "applicationId">) {
  return read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }));
}

async function judgedBy(applicationId: string): Promise<Pick<ReviewCase, "application" | "screening">> {
  const { revision } = await read((tx) =>
    tx.application.findUniqueOrThrow({
      where: { id: applicationId },
      select: { revision: { include: { screenings: { orderBy: { createdAt: "desc" }, take: 1 } } } },
    }),
  );
  return {
    application: JSON.parse(revision?.canonical ?? "{}"),
    screening: revision?.screenings[0]?.result as unknown as ReviewCase["screening"],
  };
}
