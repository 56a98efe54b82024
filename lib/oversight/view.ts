import { type Caller, requireReader } from "#lib/galleries/access";
import type { Paged, Paging } from "#lib/galleries/view";
import { openLead } from "#lib/jobs/hold-answer";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, transaction } from "#lib/platform/db";
import { isReviewer, requireLead, requireReviewer } from "./access";
import { type LeadRow, type LeadState, listLeads } from "./store";

export type { LeadState };

export type LeadView = Omit<LeadRow, "sealed" | "request" | "operation" | "tenantId" | "keyId">;

/** Whom a reviewer has to choose between, "none of these" always first and apart; no order or number leads them. */
export type LeadChoices = readonly { subjectId: string; faceId: string }[];

/** @throws AppError the gate's codes */
export async function viewLeads(
  caller: Caller,
  { cursor = "", limit, state }: Paging & { state: LeadState | null },
): Promise<Paged<LeadView>> {
  await requireReader(caller);
  const page = { after: cursor, limit: limit + 1, state };
  const rows = await read((tx) => listLeads(tx, caller.tenantId, page));
  const items = rows.slice(0, limit).map(withoutSeal);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/**
 * One lead; whom it names only for a reviewer, that is under another key than the one that asked, and each such look
 * stands in the ledger.
 *
 * @throws AppError the gate's codes | not_found
 */
export async function viewLead(
  caller: Caller,
  leadId: string,
): Promise<{ lead: LeadView; choices: LeadChoices | null }> {
  await requireReader(caller);
  const lead = await read((tx) => requireLead(tx, caller, leadId));
  if (lead.state !== "sealed" || lead.sealed === null || !isReviewer(caller, lead)) {
    return { lead: withoutSeal(lead), choices: null };
  }
  const { candidates } = await openLead({ ...lead, leadId }, lead.sealed);
  await transaction(async (tx) => {
    await requireReviewer(tx, caller, lead);
    const data = { job_id: lead.jobId, key_id: caller.keyId };
    await appendEntry(tx, { kind: "lead.opened", subjectId: leadId, data });
  });
  const choices = candidates.map(({ subject_id, face_id }) => ({ subjectId: subject_id, faceId: face_id }));
  return { lead: withoutSeal(lead), choices: inNoOrder(leadId, choices) };
}

/** Not by similarity, and the same for everyone who looks. */
function inNoOrder(leadId: string, choices: LeadChoices): LeadChoices {
  const place = ({ subjectId }: { subjectId: string }) => sha256Hex(`${leadId}|${subjectId}`);
  return [...choices].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

function withoutSeal(row: LeadRow): LeadView {
  const {
    sealed: _sealed,
    request: _request,
    operation: _operation,
    tenantId: _of,
    keyId: _key,
    ...view
  } = row;
  return view;
}
