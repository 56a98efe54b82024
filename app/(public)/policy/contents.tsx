import { useTranslations } from "next-intl";
import type { PolicyPack, Rule } from "#lib/policy/pack";
import { PackText } from "#ui/pack-text";

const PARTS = ["digest", "factors", "rules", "tiers", "clocks", "law", "definitions", "sources"] as const;

/** The table of contents: at the side on a wide screen, folded on a narrow one, nowhere on paper. */
export function Contents({ pack, rules }: { pack: PolicyPack; rules: readonly Rule[] }) {
  const t = useTranslations("policy");
  return (
    <nav
      aria-label={t("contents")}
      className="text-small lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <details className="rounded-card border border-rule bg-surface px-3 py-2 lg:hidden">
        <summary className="cursor-pointer font-medium">{t("contents")}</summary>
        <div className="pt-2">
          <List pack={pack} rules={rules} />
        </div>
      </details>
      <div className="max-lg:hidden">
        <List pack={pack} rules={rules} />
      </div>
    </nav>
  );
}

function List({ pack, rules }: { pack: PolicyPack; rules: readonly Rule[] }) {
  const t = useTranslations("policy");
  return (
    <ul className="grid gap-1">
      {PARTS.map((part) => (
        <li key={part} className="grid gap-1">
          <a href={`#${part}`} className="min-h-6 font-medium">
            {t(`${part}.title`)}
          </a>
          {part === "factors" ? (
            <Entries of="name" entries={pack.factors.map(({ id, name }) => ({ id, title: name }))} />
          ) : null}
          {part === "rules" ? <Entries of="title" entries={rules} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Entries({
  of,
  entries,
}: {
  of: "name" | "title";
  entries: readonly { id: string; title: string }[];
}) {
  return (
    <ul className="grid gap-0.5 ps-3">
      {entries.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`} className="group grid min-h-6 grid-cols-[2.5rem_1fr] gap-1 no-underline">
            <span className="font-mono">{id}</span>
            <span className="text-ink-2 group-hover:underline">
              <PackText of={`${id}.${of}`}>{title}</PackText>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
