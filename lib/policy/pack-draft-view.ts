import { type Actor, hasStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { read, type Tx } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { activePack } from "./active-pack";
import { loadPack } from "./load-pack";
import type { PolicyPack } from "./pack";
import { type DraftRow, findDraft, findDrafts, findLatestSimulation, findNames } from "./pack-draft-store";
import { findNewestPack, findReleases, findVersions } from "./pack-store";
import { readPackText } from "./read-pack-text";
import { PACK_RELEASERS } from "./release-draft";
import { PACK_AUTHORS } from "./write-pack-draft";

/** Drafts are read by those who write, judge, oversee and apply the policy. */
export const PACK_READERS: readonly StaffRole[] = [
  ...PACK_AUTHORS,
  ...PACK_RELEASERS,
  "compliance",
  "legal",
  "auditor",
  "board_member",
];

export type DraftSeen = {
  id: string;
  version: string | null;
  basedOn: string | null;
  state: string;
  edition: number;
  authors: readonly string[];
  createdAt: Date;
  changedAt: Date;
  endedAt: Date | null;
  isValid: boolean;
};

/** Packs as they came into force, the latest first, and the drafts, open ones first. @throws AppError `not_found` */
export function packsOnRecord(actor: Actor) {
  requireReader(actor);
  return read(async (tx) => {
    const drafts = await findDrafts(tx);
    const releases = await findReleases(tx);
    const names = await findNames(tx, [
      ...drafts.flatMap(({ authors }) => authors.map(({ personId }) => personId)),
      ...releases.flatMap(({ signerId }) => signerId ?? []),
    ]);
    return {
      packs: releases.map(({ signerId, ...pack }) => ({
        ...pack,
        releasedBy: signerId === null ? null : (names.get(signerId) ?? null),
      })),
      drafts: drafts.map((draft) => seen(draft, names)),
      may: { write: hasStaffRole(actor, ...PACK_AUTHORS) },
    };
  });
}

/**
 * A draft whole: its text, what is wrong with it or the pack that it is, the pack that it is held against, and what this
 * person may do to it.
 *
 * @throws AppError `not_found` for whoever does not read drafts, and where there is none
 */
export function packDraft(actor: Actor, draftId: string) {
  return read(async (tx) => {
    const draft = await requireDraft(tx, actor, draftId);
    const names = await findNames(
      tx,
      draft.authors.map(({ personId }) => personId),
    );
    const isOpen = draft.state === "open";
    const judged = readPackText(draft.text, isOpen ? await findVersions(tx) : []);
    const errors: readonly FieldError[] = judged.ok ? [] : judged.errors;
    const pack: PolicyPack | null = judged.ok ? judged.pack : null;
    const isAuthor = draft.authors.some(({ personId }) => personId === actor.personId);
    return {
      ...seen(draft, names),
      text: draft.text,
      digest: draft.digest,
      errors,
      pack,
      base: await comparedWith(tx, draft),
      may: {
        write: isOpen && hasStaffRole(actor, ...PACK_AUTHORS),
        simulate: isOpen && hasStaffRole(actor, ...PACK_AUTHORS, ...PACK_RELEASERS),
        release: isOpen && hasStaffRole(actor, ...PACK_RELEASERS),
        isAuthor,
      },
    };
  });
}

/** An open draft would take the place of the pack in force; one that has ended is shown beside what it began from. */
async function comparedWith(tx: Tx, { state, basedOn }: DraftRow): Promise<PolicyPack> {
  return state === "open" || basedOn === null ? activePack(tx) : (await loadPack(tx, basedOn)).pack;
}

/** The latest trial of a draft, whichever of its texts it was of; null before the first. @throws AppError as `packDraft` */
export function latestSimulationOf(actor: Actor, draftId: string) {
  return read(async (tx) => {
    const draft = await requireDraft(tx, actor, draftId);
    const latest = await findLatestSimulation(tx, draftId);
    if (latest === null) return null;
    const { ranById, digest, against, ...run } = latest;
    const inForce = await findNewestPack(tx);
    const isCurrent = digest === draft.digest && against === inForce?.version;
    return { ...run, isCurrent, ranBy: (await findNames(tx, [ranById])).get(ranById) ?? "" };
  });
}

async function requireDraft(tx: Tx, actor: Actor, draftId: string): Promise<DraftRow> {
  requireReader(actor);
  const draft = await findDraft(tx, draftId);
  if (draft === null) throw new AppError("not_found");
  return draft;
}

function requireReader(actor: Actor): void {
  if (!hasStaffRole(actor, ...PACK_READERS)) throw new AppError("not_found");
}

function seen(draft: Omit<DraftRow, "text" | "canonical">, names: ReadonlyMap<string, string>): DraftSeen {
  const { id, version, basedOn, state, edition, createdAt, changedAt, endedAt } = draft;
  return {
    id,
    version,
    basedOn,
    state,
    edition,
    authors: draft.authors.map(({ personId }) => names.get(personId) ?? ""),
    createdAt,
    changedAt,
    endedAt,
    isValid: draft.digest !== null,
  };
}
