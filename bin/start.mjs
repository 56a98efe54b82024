// npm start, npm run dev: everything on one machine. Flags: --fresh (begin with empty state), --dev (reload).
import { bootstrap, builtPortal } from "./bootstrap.mjs";
import { progressTo } from "./progress.mjs";
import { giveUp } from "./refusal.mjs";

const flags = process.argv.slice(2);
const dev = flags.includes("--dev");
const say = progressTo(process.stdout);

try {
  await bootstrap({ say });
  const { register } = await import("tsx/esm/api");
  register();
  const { startStack } = await import("../workers/start.ts");
  await startStack({ flags, say, buildPortal: async () => (dev ? undefined : builtPortal(say)) });
} catch (error) {
  giveUp(error);
}
