import { isRuledKind, type RuledData, type RuledKind, readRuled } from "./entry-data";
import type { Leaf } from "./leaf";

/** What the entries so far have established. Ids to facts; filled in the order of the log. */
export type Standing = {
  /** By proposal. */
  signatures: Map<string, RuledData<"decision.signed">[]>;
  decisions: Map<string, RuledData<"decision.issued">>;
  grants: Map<string, RuledData<"grant.created">>;
  /** `formerGrantIds`: those that gave way to the one that it is under now. */
  keys: Map<string, { grantId: string; formerGrantIds: readonly string[]; revokedAtIndex: number | null }>;
  jobs: Map<string, { keyId: string; isReleased: boolean }>;
};

export type IndexedLeaf = { index: number; leaf: Leaf };
export type BrokenRule = { index: number; reason: string };

/**
 * Holds the entries against what must be true of them whatever the software that wrote them did: two people
 * before a grant, a grant before a key, a living key before a job. Order in the log decides, never a time.
 *
 * @param entries in the order of the log
 * @returns how things stand, and the first entry that should not be there
 */
export function holdAgainstRules(entries: readonly IndexedLeaf[]): {
  standing: Standing;
  broken: BrokenRule | null;
} {
  const standing: Standing = {
    signatures: new Map(),
    decisions: new Map(),
    grants: new Map(),
    keys: new Map(),
    jobs: new Map(),
  };
  for (const { index, leaf } of entries) {
    if (!isRuledKind(leaf.kind)) continue;
    const reason = applyRule(leaf.kind, standing, index, leaf);
    if (reason !== null) return { standing, broken: { index, reason: `${leaf.kind}: ${reason}` } };
  }
  return { standing, broken: null };
}

/** Notes the entry in the standing, or says in a sentence why it may not stand here. */
type Rule<K extends RuledKind> = (
  standing: Standing,
  subject: string,
  data: RuledData<K>,
  index: number,
) => string | null;

function applyRule<K extends RuledKind>(
  kind: K,
  standing: Standing,
  index: number,
  leaf: Leaf,
): string | null {
  const read = readRuled(kind, leaf.subject, leaf.data);
  return read.ok ? RULES[kind](standing, leaf.subject, read.data, index) : read.reason;
}

const RULES: { [K in RuledKind]: Rule<K> } = {
  "decision.signed": (standing, subject, data) => {
    if (subject !== data.proposal_id)
      return `${subject} is not the proposal ${data.proposal_id} that it signs`;
    standing.signatures.set(subject, [...(standing.signatures.get(subject) ?? []), data]);
    return null;
  },

  "decision.issued": (standing, subject, data) => {
    if (standing.decisions.has(subject)) return `${subject} was issued before`;
    const signers = signersOf(standing, data.proposal_id, data.digest);
    const absent = data.signers.find((signer) => !signers.has(signer));
    if (absent !== undefined) return `${subject} names ${absent}, who had not signed its digest`;
    standing.decisions.set(subject, data);
    return null;
  },

  "grant.created": (standing, subject, data) => {
    if (standing.grants.has(subject)) return `${subject} was created before`;
    const decision = standing.decisions.get(data.decision_id);
    if (decision === undefined) return `${subject} has no decision ${data.decision_id} before it`;
    if (decision.outcome !== "approve")
      return `${subject} rests on ${data.decision_id}, which did not approve (${decision.outcome})`;
    if (decision.digest !== data.digest)
      return `${subject} names another digest than its decision ${data.decision_id}`;
    const signers = signersOf(standing, decision.proposal_id, data.digest);
    if (signers.size < 2)
      return `${subject} has ${signers.size} of 2 signatures by different people over its digest before it`;
    standing.grants.set(subject, data);
    return null;
  },

  "key.issued": (standing, subject, data) => {
    if (standing.keys.has(subject)) return `${subject} was issued before`;
    const grant = standing.grants.get(data.grant_id);
    if (grant === undefined) return `${subject} was issued before its grant ${data.grant_id}`;
    if (grant.tenant_id !== data.tenant_id) return `${subject} was issued to another tenant than its grant`;
    standing.keys.set(subject, { grantId: data.grant_id, formerGrantIds: [], revokedAtIndex: null });
    return null;
  },

  "key.moved": (standing, subject, data) => {
    const key = standing.keys.get(subject);
    if (key === undefined) return `${subject} was never issued`;
    if (key.grantId !== data.from_grant_id) return `${subject} was not under ${data.from_grant_id}`;
    if (key.revokedAtIndex !== null) return `${subject} was revoked (entry ${key.revokedAtIndex})`;
    const from = standing.grants.get(data.from_grant_id);
    const to = standing.grants.get(data.grant_id);
    if (from === undefined || to === undefined)
      return `${subject} was moved before its grant ${data.grant_id}`;
    if (from.tenant_id !== to.tenant_id) return `${subject} was moved to another tenant's grant`;
    key.formerGrantIds = [...key.formerGrantIds, key.grantId];
    key.grantId = data.grant_id;
    return null;
  },

  "key.revoked": (standing, subject, _data, index) => {
    const key = standing.keys.get(subject);
    if (key === undefined) return `${subject} was never issued`;
    key.revokedAtIndex ??= index;
    return null;
  },

  "job.accepted": (standing, subject, data) => {
    if (standing.jobs.has(subject)) return `${subject} was accepted before`;
    standing.jobs.set(subject, { keyId: data.key_id, isReleased: false });
    return whyKeyIsDead(standing, subject, data, []);
  },

  "job.released": (standing, subject, data) => {
    const job = standing.jobs.get(subject);
    if (job === undefined) return `${subject} was never accepted`;
    if (job.keyId !== data.key_id) return `${subject} was accepted under ${job.keyId}, not ${data.key_id}`;
    if (job.isReleased) return `${subject} was released before`;
    job.isReleased = true;
    // Accepted under a grant that gave way to another since: what goes on is judged by the new one, under the old name.
    return whyKeyIsDead(standing, subject, data, standing.keys.get(data.key_id)?.formerGrantIds ?? []);
  },
};

function whyKeyIsDead(
  standing: Standing,
  jobId: string,
  { key_id, grant_id }: { key_id: string; grant_id: string },
  alsoUnder: readonly string[],
): string | null {
  const key = standing.keys.get(key_id);
  if (key === undefined) return `${jobId} ran under ${key_id}, which was never issued`;
  if (key.grantId !== grant_id && !alsoUnder.includes(grant_id))
    return `${jobId} names ${grant_id}, but ${key_id} belongs to ${key.grantId}`;
  if (key.revokedAtIndex !== null)
    return `${jobId} comes after ${key_id} was revoked (entry ${key.revokedAtIndex})`;
  return null;
}

/** The different people who signed this digest of this proposal so far. */
function signersOf(standing: Standing, proposalId: string, digest: string): Set<string> {
  const over = standing.signatures.get(proposalId)?.filter((one) => one.digest === digest) ?? [];
  return new Set(over.map(({ signer }) => signer));
}
