import { type Actor, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { activePack } from "./active-pack";
import { dayOf } from "./days";
import {
  type DraftRow,
  type DraftText,
  endDraft,
  insertDraft,
  lockDraft,
  writeDraft,
} from "./pack-draft-store";
import { findNewestPack, findVersions } from "./pack-store";
import { PACK_TEXT_CHARS_MAX, readPackText } from "./read-pack-text";

/** Who may write a policy pack. */
export const PACK_AUTHORS = ["policy_author", "compliance_officer"] as const satisfies readonly StaffRole[];

/** What came of a text: kept as typed either way, and releasable only when nothing is wrong with it. */
export type Written = { draftId: string; edition: number; errors: readonly FieldError[] };

/**
 * Begins a draft: from a text, or from the pack in force under a version and a day of its own.
 *
 * @throws AppError `forbidden` for others than authors of packs; `invalid_request` for a text that is too long
 */
export function startPackDraft({
  actor,
  text,
}: {
  actor: Actor;
  text?: string | undefined;
}): Promise<Written> {
  requireStaffRole(actor, ...PACK_AUTHORS);
  return transaction(async (tx) => {
    const inForce = await findNewestPack(tx);
    const { draft, errors } = judged(text ?? (await copyOfInForce(tx)), await findVersions(tx));
    const draftId = await insertDraft(tx, {
      ...draft,
      basedOn: inForce?.version ?? null,
      authorId: actor.personId,
    });
    await appendEntry(tx, {
      kind: "pack.drafted",
      subjectId: draftId,
      data: { based_on: inForce?.version ?? null, digest: draft.digest, actor: actor.personId },
    });
    return { draftId, edition: 1, errors };
  });
}

/**
 * Puts another text in the place of a draft's. One that is no valid pack is kept as typed, and cannot be released.
 *
 * @param edition that it was written from: a colleague's later save is not written over unseen
 * @returns what is wrong with it by pointer, nothing when it could be released
 * @throws AppError `forbidden`; `not_found`; `wrong_state` once it was released or withdrawn; `stale_draft`;
 * `invalid_request` for a text that is too long
 */
export function writePackDraft(input: {
  actor: Actor;
  draftId: string;
  edition: number;
  text: string;
}): Promise<Written> {
  const { actor, draftId, text } = input;
  requireStaffRole(actor, ...PACK_AUTHORS);
  return transaction(async (tx) => {
    const before = await lockOpenDraft(tx, draftId);
    if (before.edition !== input.edition) {
      throw new AppError(
        "stale_draft",
        "A colleague saved this draft since you opened it. Read it again first.",
      );
    }
    const { draft, errors } = judged(text, await findVersions(tx));
    if (text === before.text) return { draftId, edition: before.edition, errors };
    const edition = before.edition + 1;
    const changedAt = await databaseNow(tx);
    await writeDraft(tx, draftId, { ...draft, edition, authorId: actor.personId, changedAt });
    await appendEntry(tx, {
      kind: "pack.changed",
      subjectId: draftId,
      data: { edition, digest: draft.digest, actor: actor.personId },
    });
    return { draftId, edition, errors };
  });
}

/**
 * Ends a draft that is not to be released; it stays on file.
 *
 * @throws AppError `forbidden`; `not_found`; `wrong_state` once it has ended
 */
export function withdrawPackDraft({ actor, draftId }: { actor: Actor; draftId: string }): Promise<void> {
  requireStaffRole(actor, ...PACK_AUTHORS);
  return transaction(async (tx) => {
    await lockOpenDraft(tx, draftId);
    await endDraft(tx, draftId, { state: "withdrawn", endedAt: await databaseNow(tx) });
    await appendEntry(tx, { kind: "pack.withdrawn", subjectId: draftId, data: { actor: actor.personId } });
  });
}

/** @throws AppError `not_found`; `wrong_state` once it was released or withdrawn */
export async function lockOpenDraft(tx: Tx, draftId: string): Promise<DraftRow> {
  const draft = await lockDraft(tx, draftId);
  if (draft === null) throw new AppError("not_found");
  if (draft.state !== "open")
    throw new AppError("wrong_state", `This draft was ${draft.state}; it stays as it is.`);
  return draft;
}

function judged(
  text: string,
  released: readonly string[],
): { draft: DraftText; errors: readonly FieldError[] } {
  if (text.length > PACK_TEXT_CHARS_MAX) {
    const message = `Shorten it to ${PACK_TEXT_CHARS_MAX.toLocaleString("en-GB")} characters`;
    throw new AppError("invalid_request", message, { errors: [{ pointer: "/text", message }] });
  }
  const read = readPackText(text, released);
  if (!read.ok) return { draft: { text, canonical: null, digest: null, version: null }, errors: read.errors };
  const { canonical, digest, pack } = read;
  return { draft: { text, canonical, digest, version: pack.version }, errors: [] };
}

/** The pack in force with the first free version of this month, so that it can be released once something changed. */
async function copyOfInForce(tx: Tx): Promise<string> {
  if ((await findNewestPack(tx)) === null) {
    throw new AppError("wrong_state", "No pack is in force to begin from: give one of your own.");
  }
  const inForce = await activePack(tx);
  const today = dayOf(await databaseNow(tx));
  const version = freeVersion(today.slice(0, 7), await findVersions(tx));
  return JSON.stringify({ ...inForce, version, released_on: today }, null, 2);
}

/** `2026-12`, or `2026-12.2` and so on where that is taken. */
function freeVersion(month: string, taken: readonly string[]): string {
  let version = month;
  for (let number = 2; taken.includes(version); number += 1) version = `${month}.${number}`;
  return version;
}
