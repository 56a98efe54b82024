// npm run check: everything that can be judged without running the system. All of it runs even if one part fails.
import { readFileSync } from "node:fs";
import { bootstrap } from "./bootstrap.mjs";
import {
  belowFloor,
  inexactVersions,
  missingOptional,
  readLockfile,
  undecidedScripts,
  untrustedSources,
} from "./check-packages.mjs";
import { progressTo } from "./progress.mjs";
import { inProject } from "./project.mjs";
import { giveUp } from "./refusal.mjs";
import { runTool } from "./run-tool.mjs";

const tool = (file, ...rest) => [inProject(`node_modules/${file}`), ...rest];
const FOLDERS = ["app", "lib", "workers", "prisma", "bin", "proxy.ts"];

const CHECKS = [
  {
    name: "types",
    // Pages are typed by their routes, which Next writes down first.
    commands: [
      tool("next/dist/bin/next", "typegen"),
      tool("typescript/bin/tsc", "--noEmit", "--pretty", "-p", "."),
    ],
  },
  { name: "style", commands: [tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")] },
  {
    name: "arrows",
    commands: [
      tool("dependency-cruiser/bin/dependency-cruise.mjs", "--config", ".dependency-cruiser.cjs", ...FOLDERS),
    ],
  },
  { name: "unused", commands: [tool("knip/bin/knip.js", "--no-config-hints")] },
  {
    name: "packages",
    problems: () => {
      const lockfile = readLockfile();
      const manifest = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
      return [
        ...belowFloor(lockfile),
        ...missingOptional(lockfile),
        ...inexactVersions(manifest),
        ...untrustedSources(lockfile),
        ...undecidedScripts(lockfile, manifest),
      ];
    },
  },
];

try {
  await bootstrap({ say: progressTo(process.stdout) });
  const waiting = [...CHECKS];
  const failed = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      if (!(await passes(check))) failed.push(check.name);
  };
  // Types take as long as all others together.
  await Promise.all([work(), work()]);
  process.stdout.write(failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.join(", ")}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  giveUp(error);
}

async function passes({ name, commands = [], problems = () => [] }) {
  const startedAt = performance.now();
  let output = problems().join("\n");
  let ok = output === "";
  for (const command of commands) {
    if (!ok) break;
    const result = await runTool(command, {
      say: () => {},
      doing: name,
      env: { NEXT_TELEMETRY_DISABLED: "1" },
    });
    ok = result.code === 0;
    output = result.output;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (!ok) process.stdout.write(`${output.trim()}\n`);
  process.stdout.write(`${ok ? "ok    " : "FAILED"} ${name.padEnd(10)} ${seconds} s\n`);
  return ok;
}
