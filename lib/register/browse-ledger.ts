import { type Actor, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { exportBundle } from "#lib/ledger/export-bundle";
import { type LedgerEntryView, latestCheckpoint, latestEntries } from "#lib/ledger/view";
import { AppError } from "#lib/platform/errors";

/** Who looks through the whole ledger in the portal. What stands in it is public; a page that lists it all is a tool of theirs. */
export const LEDGER_READERS: readonly StaffRole[] = ["operator", "compliance_officer", "auditor"];

const ENTRIES_A_PAGE = 50;
const ID_CHARS_MAX = 64;

/** What the address asks for, as typed; what cannot be meant counts as not asked. */
export type LedgerFilter = { subjectId: string | null; kind: string | null; before: number | null };

export type LedgerPage = {
  entries: readonly LedgerEntryView[];
  /** That there are, for a choice. */
  kinds: readonly string[];
  /** Where the next page begins; null on the last. */
  next: number | null;
  /** Entries in all, and when the newest checkpoint was signed; null before the first. */
  size: number;
  signedAt: Date | null;
};

/** @param query of an address: `subject`, `kind`, `before` */
export function ledgerFilter(query: Readonly<Record<string, string | string[] | undefined>>): LedgerFilter {
  const text = (name: string) => {
    const value = [query[name]].flat()[0]?.trim() ?? "";
    return value === "" || value.length > ID_CHARS_MAX || value.includes("\0") ? null : value;
  };
  const before = text("before");
  return {
    subjectId: text("subject"),
    kind: text("kind"),
    before: before !== null && /^\d{1,15}$/.test(before) ? Number(before) : null,
  };
}

/** @throws AppError `forbidden` */
export async function browseLedger(actor: Actor, filter: LedgerFilter): Promise<LedgerPage> {
  requireStaffRole(actor, ...LEDGER_READERS);
  const page = await latestEntries({ ...filter, limit: ENTRIES_A_PAGE });
  return { ...page, signedAt: page.size === 0 ? null : (await latestCheckpoint()).createdAt };
}

/**
 * All entries of one subject with their proofs, for the verifier.
 *
 * @throws AppError `forbidden`; `not_found` where the ledger names no such subject
 */
export async function ledgerBundle(actor: Actor, subjectId: string | null) {
  requireStaffRole(actor, ...LEDGER_READERS);
  if (subjectId === null) throw new AppError("not_found", "Say of whom, as ?subject=.");
  return exportBundle({ subjectId });
}
