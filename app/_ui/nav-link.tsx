"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/**
 * A link of the main navigation; the one under which the page lies is marked.
 *
 * @param props.except pages under these addresses have a link of their own
 */
export function NavLink({
  href,
  label,
  except = [],
}: {
  href: string;
  label: string;
  except?: readonly string[];
}) {
  const here = usePathname();
  const isUnder = (address: string) => here === address || here.startsWith(`${address}/`);
  const current = isUnder(href) && !except.some(isUnder);
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
