import { useLocale, useTranslations } from "next-intl";
import type { Usage } from "#lib/jobs/usage";
import { Moment } from "#ui/moment";
import { Table } from "#ui/table";
import { numberIn } from "../../_messages/formats";

const COUNTS = ["calls", "answered", "refused", "failed", "cancelled", "open"] as const;

/** Each day of this month by operation, the latest first. */
export function UsageDays({ usage, month }: { usage: Usage; month: string }) {
  const t = useTranslations("tenant.usage.days");
  const operation = useTranslations("tenant.usage.operations");
  const language = useLocale();
  if (usage.periods.length === 0) return <p className="text-small text-ink-2">{t("none", { month })}</p>;
  return (
    <details className="min-w-0 text-small">
      <summary className="cursor-pointer text-accent">{t("show", { month })}</summary>
      <div className="pt-3">
        <Table
          caption={t("caption", { month })}
          columns={[
            { key: "day", head: t("day") },
            { key: "operation", head: t("operation") },
            ...COUNTS.map((key) => ({ key, head: t(key), numeric: true })),
          ]}
          rows={[...usage.periods].reverse().map((row) => ({
            key: `${row.period} ${row.operation} ${row.grantId}`,
            cells: [
              <Moment key="day" at={new Date(`${row.period}T00:00:00Z`)} dayOnly />,
              isNamed(row.operation) ? operation(row.operation) : row.operation,
              ...COUNTS.map((key) => numberIn(language, row[key])),
            ],
          }))}
        />
        <p className="max-w-prose pt-2 text-ink-2">{t("note")}</p>
      </div>
    </details>
  );
}

const NAMED = ["detect", "liveness", "enrol", "verify_1_1", "identify_1_n", "search_post_event"] as const;

function isNamed(operation: string): operation is (typeof NAMED)[number] {
  return NAMED.some((one) => one === operation);
}
