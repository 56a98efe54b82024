import { Check } from "lucide-react";
import Link from "next/link";
import { useMessages, useTranslations } from "next-intl";
import type { ApplicationForEdit } from "#lib/applications/view";
import { classes } from "../../../_ui/classes";

type Place = { key: string; title: string; done: boolean; note: string };

/** All steps with how far each is; on a narrow screen folded under the name of the one at hand. */
export function StepNav({ application, here }: { application: ApplicationForEdit; here: string }) {
  const t = useTranslations("apply.nav");
  const places = usePlaces(application);
  const current = places.findIndex(({ key }) => key === here);
  const list = (
    <ol className="grid gap-0.5 text-sm">
      {places.map((place, index) => (
        <li key={place.key}>
          <Link
            href={`/applications/${application.id}/${place.key}`}
            aria-current={place.key === here ? "step" : undefined}
            className={classes(
              "grid grid-cols-[1.5rem_1fr_auto] items-center gap-1 rounded-field px-2 py-1.5 no-underline hover:bg-sunken",
              place.key === here ? "bg-accent-soft text-ink" : "text-ink-2",
            )}
          >
            <span className="text-tiny tabular-nums">{index + 1}</span>
            <span>{place.title}</span>
            <span className={classes("text-tiny", place.done ? "text-good" : "text-ink-3")}>
              {place.done ? <Check aria-label={t("complete")} size={15} /> : place.note}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
  return (
    <nav aria-label={t("steps")}>
      <details className="rounded-card border border-rule bg-surface px-3 py-2 lg:hidden">
        <summary className="cursor-pointer text-sm font-medium">
          {t("stepOf", {
            step: current + 1,
            steps: places.length,
            title: places[current]?.title ?? "",
          })}
        </summary>
        <div className="pt-2">{list}</div>
      </details>
      <div className="max-lg:hidden">{list}</div>
    </nav>
  );
}

function usePlaces({ progress, evidence, missing }: ApplicationForEdit): Place[] {
  const t = useTranslations("apply.nav");
  const { form } = useMessages();
  const steps = progress.map(({ section, state, openAnswers }) => ({
    key: section,
    title: form[section].title,
    done: state === "done",
    note: state === "empty" ? "" : t("open", { count: openAnswers }),
  }));
  const documents = evidence.length;
  return [
    ...steps,
    { key: "evidence", title: t("documents"), done: false, note: documents === 0 ? "" : `${documents}` },
    { key: "review", title: t("review"), done: false, note: missing.length === 0 ? t("ready") : "" },
  ];
}
