import { useLocale, useTranslations } from "next-intl";
import type { ClockLine } from "#lib/applications/clock-lines";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";

/** Clocks in words, each with its day: what happens then, and what does not. */
export function ClockList({ clocks, country }: { clocks: readonly ClockLine[]; country: string | null }) {
  const t = useTranslations("status");
  const language = useLocale();
  if (clocks.length === 0) return <p className="text-small text-ink-2">{t("clock.none")}</p>;
  return (
    <div className="grid gap-3">
      <dl className="grid gap-3">
        {clocks.map((clock) => (
          <div key={clock.key} className="grid gap-0.5">
            <dt className="flex flex-wrap items-center justify-between gap-2 text-small text-ink-2">
              {t(`clock.${clock.key}.term`)}
              <ClockMark clock={clock} />
            </dt>
            <dd className="font-semibold">
              <Moment at={clock.at} />
            </dd>
            <dd className="text-small text-ink-2">
              <ClockWords clock={clock} />
            </dd>
          </div>
        ))}
      </dl>
      {country === null ? null : (
        <p className="text-tiny text-ink-3">
          {t("clock.holidays", { country: countryName(language, country) })}
        </p>
      )}
    </div>
  );
}

function ClockMark({ clock: { key, tone } }: { clock: ClockLine }) {
  const t = useTranslations("status");
  if (tone === "plain") return null;
  return (
    <StateBadge tone={tone}>
      {t(key === "answer" ? "clock.mark.answer" : tone === "bad" ? "clock.mark.bad" : "clock.mark.warn")}
    </StateBadge>
  );
}

/** What a clock says, by what it is and how near its end has come. */
function ClockWords({ clock: { key, tone, days } }: { clock: ClockLine }) {
  const t = useTranslations("status");
  if (key === "answer") return t("clock.answer.says", { days });
  if (key === "stands") return t("clock.stands.says");
  if (key === "triage") return tone === "bad" ? t("clock.triage.bad") : t("clock.triage.plain", { days });
  return t(`clock.review.${tone === "bad" ? "bad" : tone === "warn" ? "warn" : "plain"}`);
}

function countryName(language: string, code: string): string {
  return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}
