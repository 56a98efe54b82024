import type { RegisterEntry } from "./entry";

const FEED_MAX = 100;

/**
 * The newest entries as an Atom feed (RFC 4287).
 *
 * @param portalUrl without a slash at the end
 */
export function registerFeed(entries: readonly RegisterEntry[], portalUrl: string): string {
  const self = `${portalUrl}/register/download?format=feed`;
  const newest = entries[0]?.on ?? new Date(0);
  const items = entries.slice(0, FEED_MAX).map(
    (entry) => `  <entry>
    <id>${text(`${portalUrl}/register/${entry.id}`)}</id>
    <title>${text(titleOf(entry))}</title>
    <updated>${entry.on.toISOString()}</updated>
    <link href="${text(`${portalUrl}/register/${entry.id}`)}"/>
    <category term="${entry.kind}"/>
  </entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${text(self)}</id>
  <title>Countersign register</title>
  <updated>${newest.toISOString()}</updated>
  <author><name>Countersign</name></author>
  <link rel="self" href="${text(self)}"/>
${items.join("")}</feed>
`;
}

function titleOf({ kind, organisation, rules, purposes, state }: RegisterEntry): string {
  const what = [...rules, ...purposes].join(", ");
  return [organisation ?? "Name withheld", kind, state.replaceAll("_", " "), what]
    .filter((part) => part !== "")
    .join(": ");
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For XML 1.0, which has no other control characters than tab and line ends. */
function text(value: string): string {
  return value.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char).replace(/[^\P{Cc}\t\n\r]/gu, "");
}
