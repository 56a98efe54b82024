import Link from "next/link";
import type { KnownFactView } from "#lib/policy/fact-view";
import { Empty } from "#ui/page";

/** The kinds of fact that the pack waits for, each leading to its form. */
export function KindLinks({ kinds }: { kinds: readonly KnownFactView[] }) {
  if (kinds.length === 0) return <Empty title="No rule of the pack in force waits for a fact." />;
  return (
    <ul className="grid gap-2">
      {kinds.map(({ fact, title }) => (
        <li key={fact}>
          <Link href={`/operate/facts/new?fact=${fact}`} className="font-serif">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
