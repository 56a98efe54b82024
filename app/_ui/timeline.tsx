import type { ReactNode } from "react";
import { Moment } from "./moment";

/** What happened, the latest first or last as given. */
export function Timeline({
  entries,
}: {
  entries: readonly { key: string; at: Date; title: ReactNode; detail?: ReactNode }[];
}) {
  return (
    <ol className="grid gap-0">
      {entries.map(({ key, at, title, detail }) => (
        <li key={key} className="grid gap-0.5 border-s-2 border-rule-2 py-2 ps-4">
          <p className="text-[14px]">{title}</p>
          {detail ? <div className="text-small text-ink-2">{detail}</div> : null}
          <p className="text-tiny text-ink-3">
            <Moment at={at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
