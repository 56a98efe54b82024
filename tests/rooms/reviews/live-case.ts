import type { Section } from "#lib/applications/form/field";
import type { SectionData } from "#lib/applications/form/read-section";
import { openAmendment } from "#lib/applications/open-amendment";
import { saveDraft } from "#lib/applications/save-draft";
import type { Submission } from "#lib/applications/submit-application";
import type { Actor } from "#lib/identity/actor";
import type { MemberRole } from "#lib/identity/roles";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { releasePack } from "#lib/policy/release-pack";
import { seedPerson } from "#tests/support/seed-person";
import type { Example } from "../applications/example";
import { importExample, submitDraft } from "../applications/example-case";
import { pack, type ReviewCase } from "./review-case";

/** A case that went the applicant's own way: typed, signed, screened, and waiting for reviewers. */
export type LiveCase = ReviewCase & { signatory: Actor; contributor: Actor };

export async function submitLive(change: (application: Example) => void = () => {}): Promise<LiveCase> {
  return submitCase(await openLive(change));
}

/** Signs the draft of a case. @returns the case on its new revision, as it was screened */
export async function submitCase(
  opened: Pick<LiveCase, "applicationId" | "organisationId" | "signatory" | "contributor">,
): Promise<LiveCase> {
  const { applicationId, signatory } = opened;
  const { revisionId } = await submitNow(signatory, applicationId);
  return { ...opened, revisionId, ...(await judgedBy(applicationId)) };
}

/** The same, still a draft. */
export async function openLive(change: (application: Example) => void = () => {}) {
  await releasePack({ actor: "service", pack });
  const organisationId = newId("org");
  await transaction((tx) =>
    tx.organisation.create({ data: { id: organisationId, name: "Northwind Airways Ltd", country: "GB" } }),
  );
  const signatory = await seedMember(organisationId, "signatory");
  const contributor = await seedMember(organisationId, "contributor");
  const applicationId = await importExample(signatory, change);
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
  return submitDraft(signatory, applicationId, (await rowOf({ applicationId })).draftVersion);
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
  return submitCase(review);
}

/** An amendment of the section security on which one factor rests, F14. */
export const shorterAnswers = { response_days: 30 };

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
