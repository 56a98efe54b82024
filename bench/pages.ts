import { parseArgs } from "node:util";
import { auditPage, type PageScores } from "./pages/audit-page";
import { openBrowser } from "./pages/open-browser";
import { printPageTable } from "./pages/page-table";

const USAGE = `usage: npm run bench:pages [-- --portal URL] [--json]

Lighthouse over the public and the applicant's pages of a running demo (npm start), as a phone on a slow network sees them:
accessibility, best practices, performance, and when the first text is there. About six minutes. Lighthouse is fetched by
npx and is not installed with the project. With --json the last line is one JSON object. Ends with code 1 if a page stays
under ${95} for accessibility or best practices.`;

const FLOOR = 95;
const EXIT_UNDER_FLOOR = 1;
const EXIT_UNUSABLE = 2;

const PUBLIC = ["/", "/policy", "/self-check", "/concern", "/register", "/sign-in", "/sign-up"];
const APPLICANT = ["/applications", "/organisation", "/tenant", "/inbox", "/account"];
const OF_A_CASE = ["", "/organisation", "/purpose", "/evidence", "/review"];

type Options = { portal: string; json: boolean; help: boolean };

/** @returns `null`, and says why, for arguments that are not known */
function readOptions(argv: readonly string[]): Options | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    const portal = { type: "string", default: "http://localhost:3000" } as const;
    return parseArgs({ args: [...argv], options: { portal, json: flag, help: flag } }).values;
  } catch (problem) {
    console.error(`bench:pages: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return null;
  }
}

/** Every page as a stranger, then the applicant's as one of the demo's people. */
async function benchPages(portal: string): Promise<PageScores[]> {
  const browser = await openBrowser(portal);
  const audit = async (path: string, who: string) => {
    console.error(`${who}: ${path}`);
    return { path, who, ...(await auditPage(new URL(path, portal), browser.debugPort)) };
  };
  try {
    const rows: PageScores[] = [];
    for (const path of PUBLIC) rows.push(await audit(path, "stranger"));
    await browser.signIn();
    for (const path of APPLICANT) rows.push(await audit(path, "applicant"));
    const draft = await browser.openDraft();
    for (const page of OF_A_CASE) {
      rows.push({ ...(await audit(`${draft}${page}`, "applicant")), path: `/applications/…${page}` });
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function main({ portal, json, help }: Options): Promise<void> {
  if (help) return console.log(USAGE);
  const pages = await benchPages(portal);
  console.log(printPageTable(pages));
  const under = pages.filter((page) => page.accessibility < FLOOR || page.bestPractices < FLOOR);
  if (json) console.log(JSON.stringify({ floor: FLOOR, under: under.map(({ path }) => path), pages }));
  if (under.length > 0) process.exitCode = EXIT_UNDER_FLOOR;
}

const asked = readOptions(process.argv.slice(2));
if (asked === null) process.exitCode = EXIT_UNUSABLE;
else await main(asked);
