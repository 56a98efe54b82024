import type { PageScores } from "./audit-page";

const HEAD = "| page | who | accessibility | best practices | performance | first text, s | blocked, ms |";
const RULE = "|---|---|--:|--:|--:|--:|--:|";

/** The scores as a table, and under it what Lighthouse finds fault with, page by page. */
export function printPageTable(pages: readonly PageScores[]): string {
  const rows = pages.map((page) => {
    const scores = [page.accessibility, page.bestPractices, page.performance];
    const times = [(page.firstTextMs / 1_000).toFixed(1), page.blockedMs];
    return `| ${[page.path, page.who, ...scores, ...times].join(" | ")} |`;
  });
  const faults = pages.flatMap(({ path, faults }) => faults.map((fault) => `${path}: ${fault}`));
  return [HEAD, RULE, ...rows, ...(faults.length > 0 ? ["", ...faults] : [])].join("\n");
}
