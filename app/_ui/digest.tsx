import { Fragment } from "react";
import { CopyButton } from "./copy-button";

/** A SHA-256 in groups of eight, as people compare them; a line ends between groups, never inside one. */
export function Digest({ value, label }: { value: string; label?: string }) {
  const groups = value.match(/.{1,8}/g) ?? [];
  return (
    <div className="flex flex-wrap items-start gap-2">
      <code className="min-w-0 flex-1 font-mono text-[12.5px] leading-relaxed">
        {label ? <span className="text-ink-3">{label} </span> : null}
        {groups.map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups of one digest have no name but their place
          <Fragment key={place}>
            {/* The space stands outside: inside, where lines do not break, they would not break after it either. */}
            <span className="whitespace-nowrap">{group}</span>{" "}
          </Fragment>
        ))}
      </code>
      <CopyButton text={value} />
    </div>
  );
}

/** Code or JSON as it is, with a button that copies it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="flex items-center justify-between text-small text-ink-2">
        {label}
        <CopyButton text={code} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
        tabIndex={0}
        className="overflow-x-auto rounded-card bg-sunken p-3.5 font-mono text-[12.5px] leading-relaxed"
      >
        {code}
      </pre>
    </figure>
  );
}
