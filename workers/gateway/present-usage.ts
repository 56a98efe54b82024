import type { Usage } from "#lib/jobs/usage";
import type { UsageResource } from "./contract/usage";

export function presentUsage({ by, from, to, periods, month }: Usage): UsageResource {
  return {
    by,
    from,
    to,
    items: periods.map(({ grantId, ...counts }) => ({ grant_id: grantId, ...counts })),
    month: {
      month: month.name,
      resets_at: month.resetsAt.toISOString(),
      grants: month.grants.map(({ grantId, reference, version, state, used, quota, declared }) => ({
        grant_id: grantId,
        application: reference,
        version,
        state,
        calls: used,
        quota,
        quota_remaining: Math.max(0, quota - used),
        declared,
      })),
    },
  };
}
