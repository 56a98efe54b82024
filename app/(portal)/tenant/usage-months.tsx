import { useLocale, useTranslations } from "next-intl";
import type { Usage } from "#lib/jobs/usage";
import { monthAndYear, numberIn, percentIn } from "../../_messages/formats";

/**
 * Calls a month as bars on one scale; the upright line is what is declared now. The numbers stand beside each bar, so
 * that the picture says nothing that is not read as well.
 *
 * @param declared calls a month over all living grants, 0 where nothing is declared
 */
export function UsageMonths({ usage, declared }: { usage: Usage; declared: number }) {
  const t = useTranslations("tenant.usage");
  const language = useLocale();
  const months = monthsOf(usage);
  const most = Math.max(1, declared, ...months.map(({ calls }) => calls)) * 1.02;
  const at = (value: number) => `${(100 * value) / most}%`;
  return (
    <figure className="grid gap-3">
      <figcaption className="grid gap-0.5">
        <span className="font-medium">{t("months.title")}</span>
        <span className="text-small text-ink-2">
          {declared === 0
            ? t("months.undeclared")
            : t("months.line", { declared: numberIn(language, declared) })}
        </span>
      </figcaption>
      <ul className="grid gap-1.5">
        {months.map(({ period, calls }) => (
          <li
            key={period}
            className="grid grid-cols-[7rem_1fr_auto] sm:grid-cols-[8rem_1fr_8rem] items-center gap-3 text-small"
          >
            <span>{monthAndYear(language, period)}</span>
            <svg aria-hidden className="h-4 w-full overflow-visible" preserveAspectRatio="none">
              <rect y="3" width="100%" height="10" rx="3" className="fill-sunken" />
              <rect
                y="3"
                width={at(calls)}
                height="10"
                rx="3"
                className={declared > 0 && calls > declared ? "fill-warn" : "fill-accent"}
              />
              {declared === 0 ? null : (
                <line
                  x1={at(declared)}
                  x2={at(declared)}
                  y1="-1"
                  y2="17"
                  className="stroke-ink"
                  strokeWidth="1.5"
                />
              )}
            </svg>
            <span className="text-end tabular-nums">
              {numberIn(language, calls)}
              {declared === 0 ? null : ` (${percentIn(language, calls / declared)})`}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Every month of the span, those without calls too, the latest last. */
function monthsOf({ from, to, periods }: Usage): { period: string; calls: number }[] {
  const months: { period: string; calls: number }[] = [];
  for (let at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`); at <= new Date(`${to}T00:00:00Z`); ) {
    const period = at.toISOString().slice(0, 10);
    const calls = periods.filter((one) => one.period === period).reduce((sum, one) => sum + one.calls, 0);
    months.push({ period, calls });
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  }
  return months;
}
