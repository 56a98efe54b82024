import { z } from "zod";
import { WEBHOOK_EVENTS } from "#lib/webhooks/event-types";
import { DELIVERY_STATES } from "#lib/webhooks/view";
import { id, pageOf, pageQuery, time } from "./galleries";

export const endpointParams = z.strictObject({ endpoint_id: id });
export const deliveryParams = endpointParams.extend({ delivery_id: id });
export const deliveriesQuery = pageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() });

const url = z.string().trim().min(1, "an address such as https://hooks.example/countersign").max(2_000);
const events = z
  .array(z.enum(WEBHOOK_EVENTS))
  .max(WEBHOOK_EVENTS.length)
  .meta({ description: "Kinds to be told of; none named means all, those to come included." });
const EXAMPLE_ID = "whe_01K9Z3A1C3E5G7J9M1P3R5T7V9";
const EXAMPLE_URL = "https://hooks.example/countersign";

export const endpointBody = z
  .strictObject({
    url: url.meta({ description: "https on port 443, at a public address." }),
    events: events.default([]),
  })
  .meta({ examples: [{ url: EXAMPLE_URL, events: ["job.released"] }] });
export const endpointChange = z
  .strictObject({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional() })
  .meta({ examples: [{ enabled: true }] });
export const rotationBody = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(2_592_000)
      .default(86_400)
      .meta({ description: "For so long messages are signed with the old secret as well." }),
  })
  .meta({ examples: [{ overlap_seconds: 3_600 }] });

const shown = {
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  disabled_reason: z
    .enum(["gone", "asked"])
    .nullable()
    .meta({ description: "`gone`: the receiver answered 410." }),
  failures: z.number().int().meta({ description: "Attempts in a row that were not taken." }),
  rests_until: time.nullable().meta({ description: "After five failures nothing is sent before this." }),
  created_at: time,
};
const EXAMPLE = {
  id: EXAMPLE_ID,
  url: EXAMPLE_URL,
  events: ["job.released"],
  enabled: true,
  disabled_reason: null,
  failures: 0,
  rests_until: null,
  created_at: "2026-11-24T09:00:00.000Z",
};
export const endpoint = z.strictObject(shown).meta({ id: "WebhookEndpoint", examples: [EXAMPLE] });
export const endpointWithSecret = z
  .strictObject({
    ...shown,
    secret: z.string().meta({ description: "For the Standard Webhooks libraries. Shown here alone." }),
  })
  .meta({
    id: "WebhookEndpointWithSecret",
    examples: [{ ...EXAMPLE, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=" }],
  });
export const endpoints = z
  .strictObject({ items: z.array(endpoint) })
  .meta({ id: "WebhookEndpoints", examples: [{ items: [EXAMPLE] }] });

export const delivery = z
  .strictObject({
    id: z.string(),
    endpoint_id: z.string(),
    message_id: z.string().meta({ description: "`webhook-id`: the same at every attempt and replay." }),
    type: z.string(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.number().int(),
    next_attempt_at: time.nullable(),
    last_status: z.number().int().nullable(),
    last_error: z.string().nullable(),
    last_attempt_at: time.nullable(),
    delivered_at: time.nullable(),
    created_at: time,
  })
  .meta({
    id: "WebhookDelivery",
    examples: [
      {
        id: "whd_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        endpoint_id: EXAMPLE_ID,
        message_id: "evt_812_job_released",
        type: "job.released",
        state: "delivered",
        attempts: 1,
        next_attempt_at: null,
        last_status: 200,
        last_error: null,
        last_attempt_at: "2026-11-24T09:00:01.000Z",
        delivered_at: "2026-11-24T09:00:01.000Z",
        created_at: "2026-11-24T09:00:00.000Z",
      },
    ],
  });
export const deliveries = pageOf(delivery, "WebhookDeliveries");

export type EndpointResource = z.infer<typeof endpoint>;
export type DeliveryResource = z.infer<typeof delivery>;
