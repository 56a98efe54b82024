import { z } from "zod";

/** All that an endpoint can be told of, besides the test message. */
export const WEBHOOK_EVENTS = [
  "job.released",
  "job.failed",
  "lead.sealed",
  "application.stage_changed",
  "information.requested",
  "decision.issued",
  "grant.changed",
  "grant.revoked",
  "key.expiring",
  "quota.reached",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a receiver is told: which thing, and how it stands. It asks the API for the rest, under its own key. */
export type Message = { type: WebhookEvent; data: Readonly<Record<string, string | null>> };

/** Whose it is: named by the event, or to be looked up by the grant. */
export type Told = { tenant: { id: string } | { ofGrant: string }; messages: readonly Message[] };

const job = z.object({ tenantId: z.string(), state: z.string(), code: z.string().nullable() });
const stage = z.object({ organisationId: z.string(), to: z.string(), reason: z.string() });
const question = z.object({ organisationId: z.string(), answerBy: z.string() });
const decision = z.object({ organisationId: z.string(), applicationId: z.string(), outcome: z.string() });
const grant = z.object({ to: z.string() });
const key = z.object({ tenant_id: z.string(), expires_at: z.string() });
const quota = z.object({ month: z.string(), percent: z.string() });

/**
 * What tenants are told of an event of ours: ids and states alone, never a face, a text or a name.
 *
 * @returns null for what is nobody's but ours
 */
export function messagesOf(event: { kind: string; subjectId: string; data: unknown }): Told | null {
  const { kind, subjectId } = event;
  switch (kind) {
    case "job.released":
    case "job.failed":
    case "lead.sealed": {
      const { tenantId, state, code } = job.parse(event.data);
      const data = { job_id: subjectId, status: state, ...(kind === "lead.sealed" ? {} : { code }) };
      return { tenant: { id: tenantId }, messages: [{ type: kind, data }] };
    }
    case "application.stage_changed": {
      const { organisationId, to, reason } = stage.parse(event.data);
      const changed: Message = { type: kind, data: { application_id: subjectId, stage: to } };
      const asked: Message = { type: "information.requested", data: { application_id: subjectId } };
      const messages = reason === "information_requested" ? [changed, asked] : [changed];
      return { tenant: { id: organisationId }, messages };
    }
    case "information.requested": {
      const { organisationId, answerBy } = question.parse(event.data);
      const data = { application_id: subjectId, answer_by: answerBy };
      return { tenant: { id: organisationId }, messages: [{ type: kind, data }] };
    }
    case "decision.issued": {
      const { organisationId, applicationId, outcome } = decision.parse(event.data);
      const data = { decision_id: subjectId, application_id: applicationId, outcome };
      return { tenant: { id: organisationId }, messages: [{ type: kind, data }] };
    }
    case "grant.changed": {
      const { to } = grant.parse(event.data);
      const data = { grant_id: subjectId, state: to };
      const changed: Message = { type: kind, data };
      const messages: Message[] = to === "revoked" ? [changed, { type: "grant.revoked", data }] : [changed];
      return { tenant: { ofGrant: subjectId }, messages };
    }
    case "key.expiring": {
      const { tenant_id, expires_at } = key.parse(event.data);
      return {
        tenant: { id: tenant_id },
        messages: [{ type: kind, data: { key_id: subjectId, expires_at } }],
      };
    }
    case "quota.reached": {
      const { month, percent } = quota.parse(event.data);
      const data = { grant_id: subjectId, month, percent };
      return { tenant: { ofGrant: subjectId }, messages: [{ type: kind, data }] };
    }
    default:
      return null;
  }
}
