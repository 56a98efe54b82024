import { writeFileSync } from "node:fs";
import path from "node:path";
import { caseStatesPage } from "#lib/applications/state-diagram";

/** Writes docs/case-states.md from the table of states. */
const page = path.resolve(import.meta.dirname, "../docs/case-states.md");
writeFileSync(page, caseStatesPage());
process.stdout.write(`${page}\n`);
