import { APPLICATION_STATES, EDGES, type Edge, type Who } from "./application";
import { REASONS, STAGES } from "./stage";

/**
 * The table of states as a page: a Mermaid state diagram and a table of every edge. Made from the table alone, so that
 * neither can say anything else.
 *
 * @returns Markdown
 */
export function caseStatesPage(): string {
  return [
    "# The states of a case",
    "",
    "Every way that a case can go. Made from the table in `lib/applications/application.ts` by",
    "`node bin/run.mjs workers/draw-case-states.ts`; a test fails when the two differ. A case moves along one of these",
    "edges or not at all, and each move is an event, a ledger entry and a domain event.",
    "",
    "```mermaid",
    ...diagram(),
    "```",
    "",
    "| from | to | why | who |",
    "|---|---|---|---|",
    ...EDGES.map(row),
    "",
  ].join("\n");
}

function diagram(): string[] {
  const left = new Set(EDGES.map(({ from }) => from));
  return [
    "stateDiagram-v2",
    "  direction TB",
    ...APPLICATION_STATES.map((state) => `  ${state}: ${STAGES[state].label}`),
    "  [*] --> draft",
    ...arrows(),
    ...APPLICATION_STATES.filter((state) => !left.has(state)).map((state) => `  ${state} --> [*]`),
  ];
}

/** One arrow a pair of states, with every reason on it. */
function arrows(): string[] {
  const pairs = new Map<string, string[]>();
  for (const { from, to, reason } of EDGES) {
    const pair = `  ${from} --> ${to}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), reason]);
  }
  return [...pairs].map(([pair, reasons]) => `${pair}: ${reasons.join(", ")}`);
}

function row({ from, to, reason, who }: Edge): string {
  return `| ${from} | ${to} | ${REASONS[reason] ?? reason} (\`${reason}\`) | ${people(who)} |`;
}

function people({ members = [], staff = [], service }: Who): string {
  const applicants = members.map((role) => `applicant's ${role}`);
  return [...applicants, ...staff, ...(service === true ? ["the service"] : [])]
    .join(", ")
    .replaceAll("_", " ");
}
