import type { Bundle, BundleScope } from "#lib/ledger/bundle";
import { checkpointText } from "#lib/ledger/checkpoint";
import { type EntryKind, leafText } from "#lib/ledger/entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { consistencyRanges, inclusionRanges, leafHash } from "#lib/ledger/merkle";
import { type NoteSigner, signerFromSeed, signNote } from "#lib/ledger/note";
import type { JsonObject } from "#lib/platform/canonical-json";
import { storedTree } from "./stored-tree";

export const signer = signerFromSeed("countersign.example/ledger", Buffer.alloc(32, 1));

export type StoryEntry = { kind: EntryKind; subjectId: string; data: JsonObject };

const DIGEST = "d".repeat(64);
const signature = (slot: number, person: string, digest = DIGEST) =>
  ruledEntry("decision.signed", "prp_1", {
    proposal_id: "prp_1",
    application_id: "app_1",
    digest,
    slot,
    signer: person,
    method: "password",
    step_up_at: "2026-11-01T09:00:00.000Z",
  });

/** Everything between an application and a revoked key, each entry under a name by which a test can change it. */
export const STORY = {
  opened: { kind: "ledger.opened", subjectId: "ledger", data: { origin: signer.name, vkey: signer.vkey } },
  submitted: { kind: "application.submitted", subjectId: "app_1", data: { revision: 1 } },
  firstSignature: signature(1, "per_a"),
  secondSignature: signature(2, "per_b"),
  decision: ruledEntry("decision.issued", "dec_1", {
    application_id: "app_1",
    proposal_id: "prp_1",
    outcome: "approve",
    digest: DIGEST,
    signers: ["per_a", "per_b"],
  }),
  grant: ruledEntry("grant.created", "grt_1", {
    decision_id: "dec_1",
    digest: DIGEST,
    version: 1,
    terms_digest: "t".repeat(64),
    tenant_id: "org_1",
  }),
  key: ruledEntry("key.issued", "key_1", {
    grant_id: "grt_1",
    tenant_id: "org_1",
    scopes: ["verify"],
    expires_at: "2027-11-01T09:00:00.000Z",
  }),
  accepted: ruledEntry("job.accepted", "job_1", {
    key_id: "key_1",
    grant_id: "grt_1",
    grant_version: 1,
    operation: "verify",
    purpose: "boarding",
  }),
  released: ruledEntry("job.released", "job_1", { key_id: "key_1", grant_id: "grt_1" }),
  revoked: ruledEntry("key.revoked", "key_1", { reason_code: "revoked_by_tenant" }),
} satisfies Record<string, StoryEntry>;

export type StoryName = keyof typeof STORY;
export const samePersonTwice = signature(2, "per_a");
export const otherDigest = signature(2, "per_b", "e".repeat(64));

/** The story with some entries replaced, or taken out (null). */
export function told(changes: Partial<Record<StoryName, StoryEntry | null>> = {}): StoryEntry[] {
  const all: Record<string, StoryEntry | null> = { ...STORY, ...changes };
  return Object.values(all).filter((entry) => entry !== null);
}

export function textsOf(entries: readonly StoryEntry[]): string[] {
  const at = new Date("2026-11-01T09:00:00Z");
  return entries.map((entry) => leafText({ ...entry, at, commitment: null }));
}

/**
 * A log as its own operator would sign it: whatever the entries say, tree and signatures are right. So a test of the
 * rules cannot pass by a broken hash.
 *
 * @param sizes of the checkpoints, by growing size; the last is the tree's
 * @param indexes of the entries in the bundle, for a part
 */
export function bundleOf(
  leaves: readonly string[],
  options: {
    sizes?: readonly number[];
    scope?: BundleScope;
    indexes?: readonly number[];
    by?: NoteSigner;
  } = {},
): Bundle {
  const { scope = { kind: "all" }, by = signer } = options;
  const sizes = options.sizes ?? [Math.ceil(leaves.length / 2), leaves.length];
  const size = sizes.at(-1) ?? 0;
  const encoded = leaves.map((leaf) => new TextEncoder().encode(leaf));
  const tree = storedTree(encoded);
  const isPart = scope.kind !== "all";
  const checkpoints = sizes.map((at, place) => {
    const { root } = storedTree(encoded.slice(0, at));
    const note = signNote(checkpointText({ origin: by.name, size: at, rootHash: root }), by);
    const consistency = tree.hashesOf(consistencyRanges(sizes[place - 1] ?? 0, at));
    return { note, ...(isPart && place > 0 ? { consistency } : {}) };
  });
  const entries = (options.indexes ?? Array.from({ length: size }, (_, index) => index)).map((index) => {
    const leaf = leaves[index] ?? "";
    const proof = isPart ? { proof: tree.hashesOf(inclusionRanges(index, size)) } : {};
    return { index, leaf, leafHash: leafHash(leaf), ...proof };
  });
  return { origin: by.name, vkey: by.vkey, scope, checkpoints, entries };
}
