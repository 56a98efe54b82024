import Link from "next/link";
import type { ReactNode } from "react";
import { Shell } from "../_edge/shell";

const LINKS = [
  { href: "/policy", label: "Policy" },
  { href: "/self-check", label: "Self-check" },
  { href: "/concern", label: "Raise a concern" },
  { href: "/sign-in", label: "Sign in" },
];

export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <Shell>
      {children}
      <footer className="mt-8 border-t border-rule print:hidden">
        <div className="mx-auto flex max-w-5xl flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-6 text-small text-ink-2 sm:px-6">
          <p>No approval is made by software: only signatures decide.</p>
          <nav aria-label="More" className="flex flex-wrap gap-x-5 gap-y-1">
            {LINKS.map(({ href, label }) => (
              <Link key={href} href={href} className="underline underline-offset-2">
                {label}
              </Link>
            ))}
          </nav>
        </div>
      </footer>
    </Shell>
  );
}
