import { type Actor, requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Draft } from "./draft";
import { storable } from "./form/read-section";
import { findOrganisation, insertApplication, nextReference } from "./store";

export type CreatedApplication = { applicationId: string; reference: string };

/**
 * Opens a draft for the actor's organisation, with what is known of it filled in.
 *
 * @param input.organisationId which of the actor's organisations, when there are several
 * @throws AppError `forbidden` for a person without an organisation, `invalid_request` when it must be said
 * which, `not_found` for an organisation that is not theirs
 */
export function createApplication(input: {
  actor: Actor;
  title?: string;
  organisationId?: string;
}): Promise<CreatedApplication> {
  return transaction((tx) => openDraft(tx, input));
}

/** The same within a transaction, with sections that were brought along: saved, as if they had been typed. */
export async function openDraft(
  tx: Tx,
  input: { actor: Actor; title?: string; organisationId?: string; sections?: Draft["sections"] },
): Promise<CreatedApplication> {
  const { actor } = input;
  const organisationId = input.organisationId ?? onlyOrganisation(actor);
  requireMember(actor, organisationId);
  const organisation = await findOrganisation(tx, organisationId);
  if (organisation === undefined) throw new AppError("not_found");

  const now = await databaseNow(tx);
  const reference = await nextReference(tx, now.getUTCFullYear());
  const known = { organisation: { legal_name: organisation.name, country: organisation.country } };
  const applicationId = await insertApplication(tx, {
    reference,
    organisationId,
    createdById: actor.personId,
    title: titleOf(input.title),
    draft:
      input.sections === undefined
        ? { sections: known, saves: {} }
        : broughtAlong(input.sections, actor, now),
  });

  await appendEntry(tx, {
    kind: "application.created",
    subjectId: applicationId,
    data: { reference, organisation: organisationId, actor: actor.personId },
  });
  return { applicationId, reference };
}

function broughtAlong(sections: Draft["sections"], actor: Actor, now: Date): Draft {
  const save = { version: 1, at: now.toISOString(), byId: actor.personId, editor: "" };
  return { sections, saves: Object.fromEntries(Object.keys(sections).map((section) => [section, save])) };
}

function onlyOrganisation(actor: Actor): string {
  const [first, second] = actor.memberships;
  if (first === undefined) {
    throw new AppError("forbidden", "Only people of an applicant's organisation open an application.");
  }
  if (second !== undefined) {
    throw new AppError("invalid_request", "Say for which organisation.", {
      errors: [{ pointer: "/organisation_id", message: "Choose one of your organisations" }],
    });
  }
  return first.organisationId;
}

const TITLE_CHARACTERS_MAX = 120;

function titleOf(typed: string | undefined): string {
  const title = storable(typed ?? "")
    .trim()
    .slice(0, TITLE_CHARACTERS_MAX)
    .toWellFormed();
  return title === "" ? "Untitled application" : title;
}
