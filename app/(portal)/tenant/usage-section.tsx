import { useLocale, useTranslations } from "next-intl";
import type { Usage } from "#lib/jobs/usage";
import { Meter } from "#ui/meter";
import { Empty, Section } from "#ui/page";
import { monthAndYear, numberIn, percentIn } from "../../_messages/formats";
import { UsageDays } from "./usage-days";
import { UsageMonths } from "./usage-months";

/**
 * What was called against what was signed and declared: this month grant by grant, the months before it as bars, and
 * this month's days as a table.
 */
export function UsageSection({ months, days }: { months: Usage; days: Usage }) {
  const t = useTranslations("tenant.usage");
  const language = useLocale();
  const { grants, name } = days.month;
  const month = monthAndYear(language, `${name}-01`);
  const declared = grants.reduce((sum, grant) => sum + (grant.declared ?? 0), 0);
  return (
    <Section title={t("title")} lead={t("lead")} id="usage">
      <ul className="grid gap-5">
        {grants.map((grant) => (
          <li key={grant.grantId} className="grid gap-1.5">
            <Allowance {...grant} month={month} />
          </li>
        ))}
      </ul>
      {months.periods.length === 0 ? (
        <Empty title={t("none")} />
      ) : (
        <>
          <UsageMonths usage={months} declared={declared} />
          <UsageDays usage={days} month={month} />
        </>
      )}
    </Section>
  );
}

type AllowanceProps = Usage["month"]["grants"][number] & { month: string };

function Allowance({ reference, version, used, quota, declared, month }: AllowanceProps) {
  const t = useTranslations("tenant.usage");
  const language = useLocale();
  const number = (value: number) => numberIn(language, value);
  const of = { reference, version, month, count: used, used: number(used), quota: number(quota) };
  const said =
    declared === null || declared === 0
      ? t("month", of)
      : t("monthDeclared", {
          ...of,
          declared: number(declared),
          share: percentIn(language, used / declared),
        });
  const tone = used >= quota ? "bad" : used >= 0.8 * quota ? "warn" : "accent";
  return (
    <>
      <p className="text-small">{said}</p>
      <Meter
        value={used}
        max={Math.max(1, quota)}
        tone={tone}
        label={said}
        {...(declared === null || declared === 0 || declared > quota ? {} : { mark: declared })}
      />
    </>
  );
}
