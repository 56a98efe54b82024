import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { type Draft, draftFrom } from "./draft";

export type AmendmentRow = {
  id: string;
  applicationId: string;
  /** The revision that it is to follow. */
  revisionId: string;
  /** The draft as it was when the amendment was opened. */
  draftBefore: Draft;
  openedById: string;
  openedAt: Date;
};

export type AmendmentEnd = "submitted" | "dropped" | "overtaken";

/** The one amendment of a case that is open, if there is one. */
export async function findOpenAmendment(tx: Tx, applicationId: string): Promise<AmendmentRow | undefined> {
  const row = await tx.amendment.findFirst({
    where: { applicationId, endedAs: null },
    omit: { endedAs: true, endedAt: true },
  });
  return row === null ? undefined : { ...row, draftBefore: draftFrom(row.draftBefore) };
}

export async function insertAmendment(tx: Tx, amendment: Omit<AmendmentRow, "id">): Promise<string> {
  const id = newId("amd");
  await tx.amendment.create({ data: { id, ...amendment }, select: { id: true } });
  return id;
}

/** @returns the amendment that was open, undefined when there was none */
export async function endOpenAmendment(
  tx: Tx,
  end: { applicationId: string; endedAs: AmendmentEnd; now: Date },
): Promise<AmendmentRow | undefined> {
  const { applicationId, endedAs, now } = end;
  const open = await findOpenAmendment(tx, applicationId);
  if (open === undefined) return undefined;
  await tx.amendment.updateMany({ where: { id: open.id, endedAs: null }, data: { endedAs, endedAt: now } });
  return open;
}
