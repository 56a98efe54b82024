import type { Json } from "./canonical-json";
import type { Tx } from "./db";
import { insertEvent } from "./event-store";

/** What one room tells those to its right. Written in the verb's transaction; the caretaker hands it on. */
export type DomainEventKind =
  | "application.submitted"
  | "application.stage_changed"
  | "application.screened"
  | "evidence.judged"
  | "information.requested"
  | "information.answered"
  | "information.due_soon"
  | "clock.due_soon"
  | "clock.overdue"
  | "decision.issued"
  | "grant.changed"
  | "key.revoked"
  | "key.rotated"
  | "key.old_secret_leaked"
  | "key.expiring"
  | "quota.reached"
  | "tenant.suspended"
  | "member.joined"
  | "member.left"
  | "member.role_changed"
  | "person.sign_in_changed"
  | "staff.proposed"
  | "staff.passkey_waiting"
  | "fact.recorded"
  | "grant.ends_soon"
  | "finding.recorded"
  | "finding.due_soon"
  | "finding.answered"
  | "finding.closed"
  | "finding.revocation_proposed"
  | "appeal.due_soon"
  | "appeal.overdue"
  | "concern.filed"
  | "concern.overdue"
  | "concern.upheld";

export async function emitEvent(
  tx: Tx,
  event: { kind: DomainEventKind; subjectId: string; data?: { readonly [key: string]: Json } },
): Promise<void> {
  await insertEvent(tx, event.kind, event.subjectId, event.data ?? {});
}
