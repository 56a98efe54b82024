import type { ReactNode } from "react";
import { classes } from "./classes";

const WIDTHS = { prose: "max-w-2xl", normal: "max-w-5xl", wide: "max-w-[90rem]" } as const;

/** The main part of a page, which the skip link leads to. */
export function Page({ width = "normal", children }: { width?: keyof typeof WIDTHS; children: ReactNode }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={classes("mx-auto grid gap-8 px-4 py-8 outline-none sm:px-6", WIDTHS[width])}
    >
      {children}
    </main>
  );
}

/** Where one is, what it is, and what can be done with it. */
export function PageHeader({
  above,
  title,
  lead,
  states,
  actions,
}: {
  /** A line over the title, such as a reference. */
  above?: ReactNode;
  title: ReactNode;
  lead?: ReactNode;
  states?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-4">
      <div className="grid min-w-0 gap-2">
        {above ? <p className="text-small text-ink-2">{above}</p> : null}
        <h1 className="break-words">{title}</h1>
        {lead ? <p className="max-w-prose text-ink-2">{lead}</p> : null}
        {states ? <div className="flex flex-wrap gap-2">{states}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}

/** A part of a page under a hairline. */
export function Section({
  title,
  lead,
  actions,
  children,
  id,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section id={id} className="grid gap-4 border-t border-rule pt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <div className="grid gap-1">
          <h2>{title}</h2>
          {lead ? <p className="max-w-prose text-small text-ink-2">{lead}</p> : null}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classes("rounded-card border border-rule bg-surface p-4", className)}>{children}</div>
  );
}

/** What stands where there is nothing yet, and what to do about it. */
export function Empty({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 rounded-card border border-dashed border-rule-2 px-5 py-8">
      <p className="font-serif text-lg">{title}</p>
      {children ? <div className="grid gap-3 text-ink-2">{children}</div> : null}
    </div>
  );
}
