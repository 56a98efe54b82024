import type { Actor } from "#lib/identity/actor";
import { canonicalJson } from "#lib/platform/canonical-json";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForMember } from "./access";
import { checkSave, withSection } from "./draft";
import { isEditable } from "./editable";
import type { Section } from "./form/field";
import type { SectionData } from "./form/read-section";
import { writeDraft } from "./store";

/** Far above what the contract lets through, so that text too long is still kept and shown with what is wrong. */
const SECTION_CHARACTERS_MAX = 400_000;

export type SavedDraft = { draftVersion: number; savedAt: Date };

/**
 * Keeps one section as typed, valid or not.
 *
 * @param input.startedFrom the draftVersion that the page showed
 * @param input.editor names the tab, so that its own save, repeated after a lost answer, is no conflict
 * @throws AppError `stale_draft` when someone else saved this section since; theirs is kept, and the caller
 * still holds its own. `wrong_state` once submitted, unless it is being amended. `not_found` for another organisation's.
 */
export async function saveDraft(input: {
  actor: Actor;
  applicationId: string;
  section: Section;
  values: SectionData;
  startedFrom: number;
  editor: string;
}): Promise<SavedDraft> {
  const { actor, section, values, startedFrom, editor } = input;
  if (canonicalJson(values).length > SECTION_CHARACTERS_MAX) {
    throw new AppError(
      "invalid_request",
      "This step holds more text than we can keep. Put long texts into a document.",
    );
  }
  return transaction(async (tx) => {
    const application = await lockForMember(tx, actor, input.applicationId);
    if (!(await isEditable(tx, application))) {
      throw new AppError("wrong_state", "The application was submitted and can no longer be edited.");
    }
    const now = await databaseNow(tx);
    const save = { byId: actor.personId, editor };
    const check = checkSave(application.draft, { section, values, startedFrom, ...save });
    if (!check.ok) throw new AppError("stale_draft", "Someone else saved this step while you were typing.");
    if (!check.changed) return { draftVersion: application.draftVersion, savedAt: now };

    const draftVersion = application.draftVersion + 1;
    const saved = { ...save, version: draftVersion, at: now.toISOString() };
    await writeDraft(
      tx,
      application.id,
      withSection(application.draft, section, values, saved),
      draftVersion,
    );
    return { draftVersion, savedAt: now };
  });
}
