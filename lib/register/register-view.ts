import { describeGrant, type GrantSentence } from "#lib/grants/describe-grant";
import { readTerms } from "#lib/grants/terms";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import { readSignedContent } from "#lib/reviews/signed-content";
import { ENTRY_KINDS, isEntryState, type RegisterEntry, type RegisterFilter } from "./entry";
import { findEntries, findPublishedGrant, type RegisterRow } from "./register-store";

// The register is public: these reads ask for no actor, and return nothing that is not to be published.

export const REGISTER_PAGE = 50;
/** Of one download. */
export const DOWNLOAD_MAX = 10_000;

export type RegisterPage = { entries: readonly RegisterEntry[]; total: number; pages: number };

/** One page of the register, newest first. */
export function publicRegister({ kind, search, page }: RegisterFilter): Promise<RegisterPage> {
  return read(async (tx) => {
    const skip = (page - 1) * REGISTER_PAGE;
    const { rows, total } = await findEntries(tx, { kind, id: null, search, skip, take: REGISTER_PAGE });
    return { entries: rows.map(toEntry), total, pages: Math.max(1, Math.ceil(total / REGISTER_PAGE)) };
  });
}

/** All that the filter finds, up to `DOWNLOAD_MAX`, newest first. */
export function registerForDownload({
  kind,
  search,
}: Pick<RegisterFilter, "kind" | "search">): Promise<readonly RegisterEntry[]> {
  return read(async (tx) => {
    const { rows } = await findEntries(tx, { kind, id: null, search, skip: 0, take: DOWNLOAD_MAX });
    return rows.map(toEntry);
  });
}

/** What is published of an approval beside its line. */
export type PublishedGrant = {
  version: number;
  decisionId: string;
  /** SHA-256 of what was signed, 64 hex digits. */
  digest: string;
  signatures: number;
  sentences: readonly GrantSentence[];
  events: readonly { state: string; at: Date }[];
  packVersion: string;
};

export type RegisterDetail = {
  entry: RegisterEntry;
  grant: PublishedGrant | null;
  /** Titles of the rules that refuse, by id, from the pack in force. */
  ruleTitles: Readonly<Record<string, string>>;
};

/** @throws AppError `not_found` for an id that is not in the register */
export function registerDetail(id: string): Promise<RegisterDetail> {
  return read(async (tx) => {
    const { rows } = await findEntries(tx, { kind: null, id, search: "", skip: 0, take: 1 });
    const [row] = rows;
    if (row === undefined) throw new AppError("not_found", "The register has no such entry.");
    const { rules } = await activePack(tx);
    const titles = row.rules.map((rule) => [rule, rules.find((one) => one.id === rule)?.title ?? rule]);
    return {
      entry: toEntry(row),
      grant: await publishedGrant(tx, row),
      ruleTitles: Object.fromEntries(titles),
    };
  });
}

async function publishedGrant(
  tx: Parameters<typeof findPublishedGrant>[0],
  row: RegisterRow,
): Promise<PublishedGrant | null> {
  const grant = row.kind === "approval" ? await findPublishedGrant(tx, row.id) : null;
  if (grant === null) return null;
  const { proposal, ...decision } = grant.decision;
  return {
    version: grant.version,
    decisionId: decision.id,
    digest: decision.digest,
    signatures: proposal._count.signatures,
    sentences: describeGrant(readTerms(grant.terms)),
    events: [
      { state: "provisioning", at: decision.decidedAt },
      ...grant.events.map(({ toState, createdAt }) => ({ state: toState, at: createdAt })),
    ],
    packVersion: readSignedContent(proposal.canonical).pack.version,
  };
}

function toEntry(row: RegisterRow): RegisterEntry {
  const kind = ENTRY_KINDS.find((one) => one === row.kind);
  if (kind === undefined || !isEntryState(row.state)) throw new Error(`the register cannot show ${row.id}`);
  return { ...row, kind, state: row.state };
}
