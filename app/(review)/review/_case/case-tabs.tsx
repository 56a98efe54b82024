"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const TABS = [
  { path: "", label: "Dossier" },
  { path: "/evidence", label: "Documents" },
  { path: "/decide", label: "Decide" },
  { path: "/sign", label: "Sign" },
  { path: "/board", label: "Board" },
  { path: "/decision", label: "Record" },
] as const;

/** The pages of one case; the one at hand is marked. The board has one where it is asked. */
export function CaseTabs({ applicationId, hasBoard }: { applicationId: string; hasBoard: boolean }) {
  const here = usePathname();
  const base = `/review/${applicationId}`;
  return (
    <nav aria-label="Case" className="flex flex-wrap gap-x-5 border-b border-rule text-sm">
      {TABS.filter(({ path }) => hasBoard || path !== "/board").map(({ path, label }) => (
        <Link
          key={path}
          href={`${base}${path}`}
          aria-current={here === `${base}${path}` ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-2.5 text-ink-2 no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
