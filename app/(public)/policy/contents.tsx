import type { PolicyPack, Rule } from "#lib/policy/pack";

const PARTS = [
  { href: "#digest", title: "Digest" },
  { href: "#factors", title: "Review factors" },
  { href: "#rules", title: "Hard-stop rules" },
  { href: "#tiers", title: "Risk and tiers" },
  { href: "#clocks", title: "Clocks" },
  { href: "#law", title: "The law in time" },
  { href: "#definitions", title: "Definitions and lists" },
  { href: "#sources", title: "Sources" },
];

/** The table of contents: at the side on a wide screen, folded on a narrow one, nowhere on paper. */
export function Contents({ pack, rules }: { pack: PolicyPack; rules: readonly Rule[] }) {
  return (
    <nav
      aria-label="Contents"
      className="text-small lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <details className="rounded-card border border-rule bg-surface px-3 py-2 lg:hidden">
        <summary className="cursor-pointer font-medium">Contents</summary>
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
  return (
    <ul className="grid gap-1">
      {PARTS.map(({ href, title }) => (
        <li key={href} className="grid gap-1">
          <a href={href} className="min-h-6 font-medium">
            {title}
          </a>
          {href === "#factors" ? (
            <Entries entries={pack.factors.map(({ id, name }) => ({ id, title: name }))} />
          ) : null}
          {href === "#rules" ? <Entries entries={rules} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Entries({ entries }: { entries: readonly { id: string; title: string }[] }) {
  return (
    <ul className="grid gap-0.5 pl-3">
      {entries.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`} className="group grid min-h-6 grid-cols-[2.5rem_1fr] gap-1 no-underline">
            <span className="font-mono">{id}</span>
            <span className="text-ink-2 group-hover:underline">{title}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
