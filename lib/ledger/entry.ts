import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject } from "#lib/platform/canonical-json";

/**
 * What can be put on record. Closed, so that a typo does not become history; an addition is one line here
 * and, when the verifier reads its data, one in `entry-data.ts`.
 */
export type EntryKind =
  | "organisation.created"
  | "organisation.erased"
  | "person.created"
  | "person.password_changed"
  | "person.password_recovered"
  | "person.address_confirmed"
  | "person.recovery_codes_made"
  | "person.recovery_code_used"
  | "person.erased"
  | "person.authenticator_enrolled"
  | "person.passkey_enrolled"
  | "person.passkey_removed"
  | "member.invited"
  | "member.invitation_withdrawn"
  | "member.joined"
  | "member.role_changed"
  | "member.removed"
  | "organisation.domain_claimed"
  | "organisation.domain_verified"
  | "organisation.domain_removed"
  | "staff.opened"
  | "staff.proposed"
  | "staff.confirmed"
  | "staff.refused"
  | "staff.invited"
  | "staff.passkey_confirmed"
  | "staff.role_granted"
  | "staff.role_ended"
  | "session.revoked"
  | "application.created"
  | "application.submitted"
  | "application.screened"
  | "application.state_changed"
  | "evidence.added"
  | "evidence.removed"
  | "evidence.verified"
  | "finding.recorded"
  | "information.requested"
  | "information.answered"
  | "information.ended"
  | "amendment.opened"
  | "amendment.ended"
  | "clock.overdue"
  | "lane.assigned"
  | "lane.recused"
  | "lane.locked"
  | "scores.kept"
  | "scores.reconciliation_written"
  | "scores.reconciliation_agreed"
  | "conflict.declared"
  | "authority.recorded"
  | "board.seated"
  | "board.seat_ended"
  | "board.voted"
  | "decision.proposed"
  | "decision.voided"
  | "decision.signed"
  | "decision.issued"
  | "grant.created"
  | "grant.state_changed"
  | "grant.precondition_satisfied"
  | "fairness.run_recorded"
  | "finding.recorded"
  | "finding.answered"
  | "finding.step_taken"
  | "finding.closed"
  | "grant.reinstatement_asked"
  | "grant.reinstatement_confirmed"
  | "case.sent_back"
  | "key.issued"
  | "key.revoked"
  | "key.rotated"
  | "key.old_secret_ended"
  | "tenant.suspended"
  | "tenant.suspension_lifted"
  | "switch.set"
  | "switch.lifted"
  | "job.accepted"
  | "job.state_changed"
  | "job.released"
  | "policy.released"
  | "pack.drafted"
  | "pack.changed"
  | "pack.withdrawn"
  | "pack.simulated"
  | "fact.recorded"
  | "fact.voted"
  | "fact.confirmed"
  | "fact.refused"
  | "appeal.filed"
  | "appeal.proposed"
  | "appeal.voided"
  | "appeal.signed"
  | "appeal.decided"
  | "appeal.overdue"
  | "lanes.freed"
  | "revision.reopened"
  | "case.pack_moved"
  | "emergency.opened"
  | "re_review.opened"
  | "grant.refused"
  | "grant.succession_opened"
  | "key.moved"
  | "concern.filed"
  | "concern.state_changed"
  | "concern.overdue"
  | "concern.contact_erased"
  | "collection.created"
  | "collection.deleted"
  | "subject.created"
  | "subject.deleted"
  | "consent.recorded"
  | "consent.withdrawn"
  | "face.enrolled"
  | "face.deleted"
  | "faces.expired"
  | "subject.erased"
  | "lead.sealed"
  | "lead.opened"
  | "lead.reviewed"
  | "lead.closed"
  | "webhook.endpoint_created"
  | "webhook.endpoint_changed"
  | "webhook.endpoint_disabled"
  | "webhook.endpoint_deleted"
  | "webhook.secret_rotated"
  // Written by the sequencer: the first leaf, and one when an hour has passed without news, for silence must
  // differ from a stopped log.
  | "ledger.opened"
  | "ledger.heartbeat";

export type NewLeaf = {
  kind: EntryKind;
  subjectId: string;
  /** When it was recorded, by the database's clock. The order of leaves, not this time, is what rules rest on. */
  at: Date;
  data: JsonObject;
  /** 64 hex digits from `commitment`, or null when the entry has nothing that may be erased. */
  commitment: string | null;
};

/**
 * The text of one leaf: RFC 8785 canonical JSON, so that whoever holds the same facts gets the same bytes.
 * `at` is RFC 3339 in UTC with milliseconds; `commitment` is left out when there is none.
 *
 * @throws TypeError for data that JSON cannot hold
 */
export function leafText({ kind, subjectId, at, data, commitment }: NewLeaf): string {
  const leaf = { v: 1, kind, subject: subjectId, at: at.toISOString(), data };
  return canonicalJson(commitment === null ? leaf : { ...leaf, commitment });
}

/**
 * SHA-256 over salt ‖ secret, 64 hex digits. The salt has a fixed length, so the boundary is not ambiguous;
 * being random, it keeps a guessable secret from being guessed, and once it is erased the leaf says nothing.
 *
 * @param salt 32 random bytes, used once
 * @param secret canonical JSON, UTF-8
 */
export function commitment(salt: Uint8Array, secret: string): string {
  return createHash("sha256").update(salt).update(secret, "utf8").digest("hex");
}
