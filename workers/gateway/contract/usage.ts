import { z } from "zod";
import { USAGE_SPAN_MAX } from "#lib/jobs/usage";

const day = z.iso.date("a day such as 2026-11-01");

export const usageQuery = z.strictObject({
  by: z.enum(["day", "month"], "day or month").default("day"),
  from: day.optional().meta({
    description: `The first day (UTC). Left out: the first of \`to\`'s month, or by month of its year. At most ${USAGE_SPAN_MAX.day} days or ${USAGE_SPAN_MAX.month} months.`,
  }),
  to: day.optional().meta({ description: "The last day, counted as well. Left out: today." }),
});

const calls = z.number().int().min(0);

const period = z
  .strictObject({
    period: z.iso.date().meta({ description: "Its first day." }),
    operation: z.string().meta({ description: "As the grant calls it." }),
    grant_id: z.string(),
    calls: calls.meta({ description: "Accepted in this period. Repeats and refusals at the door are none." }),
    answered: calls,
    refused: calls.meta({ description: "Answered by what is wrong with the picture, such as `no_face`." }),
    failed: calls,
    cancelled: calls,
    open: calls.meta({ description: "Not over yet, or waiting for people to judge." }),
  })
  .meta({ id: "UsagePeriod" });

const allowance = z
  .strictObject({
    grant_id: z.string(),
    application: z.string().meta({ description: "Reference of the application that it comes from." }),
    version: z.number().int(),
    state: z.string(),
    calls: calls.meta({ description: "Of this month." }),
    quota: calls.meta({ description: "Calls a month that were signed: the next one is refused." }),
    quota_remaining: calls,
    declared: calls.nullable().meta({
      description: "Calls a month that the application expects. Far more of them open a re-review.",
    }),
  })
  .meta({ id: "UsageOfGrant" });

export const usage = z
  .strictObject({
    by: z.enum(["day", "month"]),
    from: z.iso.date(),
    to: z.iso.date(),
    items: z.array(period).meta({ description: "In order of time; a period without calls has no item." }),
    month: z.strictObject({
      month: z.string().meta({ description: "The current one in UTC, whatever was asked for." }),
      resets_at: z.iso.datetime(),
      grants: z.array(allowance),
    }),
  })
  .meta({
    id: "Usage",
    examples: [
      {
        by: "day",
        from: "2026-11-01",
        to: "2026-11-24",
        items: [
          {
            period: "2026-11-23",
            operation: "verify_1_1",
            grant_id: "grt_01K9Z3A1C3E5G7J9M1P3R5T7V9",
            calls: 412,
            answered: 398,
            refused: 13,
            failed: 0,
            cancelled: 0,
            open: 1,
          },
        ],
        month: {
          month: "2026-11",
          resets_at: "2026-12-01T00:00:00.000Z",
          grants: [
            {
              grant_id: "grt_01K9Z3A1C3E5G7J9M1P3R5T7V9",
              application: "APP-2026-0001",
              version: 1,
              state: "active",
              calls: 9_120,
              quota: 20_000,
              quota_remaining: 10_880,
              declared: 20_000,
            },
          ],
        },
      },
    ],
  });

export type UsageResource = z.infer<typeof usage>;
