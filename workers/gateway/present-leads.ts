import type { LeadChoices, LeadView } from "#lib/oversight/view";
import type { LeadResource, OpenLeadResource } from "./contract/leads";

export function presentLead(lead: LeadView): LeadResource {
  const { id, state, jobId, collectionId, purpose, reviewersNeeded, reviews } = lead;
  return {
    id,
    state,
    job_id: jobId,
    collection_id: collectionId,
    purpose,
    reviewers_needed: reviewersNeeded,
    reviews,
    created_at: lead.createdAt.toISOString(),
    closed_at: lead.closedAt?.toISOString() ?? null,
    expires_at: lead.expiresAt.toISOString(),
  };
}

export function presentOpenLead(view: { lead: LeadView; choices: LeadChoices | null }): OpenLeadResource {
  const subjects = view.choices?.map(({ subjectId, faceId }) => ({
    choice: "subject" as const,
    subject_id: subjectId,
    face_id: faceId,
  }));
  const choices = subjects === undefined ? null : [{ choice: "none_of_these" as const }, ...subjects];
  return { ...presentLead(view.lead), choices };
}
