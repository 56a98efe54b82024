"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** A link of the main navigation; the one under which the page lies is marked. */
export function NavLink({ href, label }: { href: string; label: string }) {
  const here = usePathname();
  const current = here === href || here.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className="border-b-2 border-transparent pt-4 pb-3.5 text-ink-2 no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {label}
    </Link>
  );
}
