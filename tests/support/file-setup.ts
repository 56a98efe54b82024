import { inject } from "vitest";
import { generateSecrets } from "#lib/platform/secrets-folder";
import { cloneDatabase } from "./postgres";

// Before each test file, in its own process: its own database and its own secrets, as the settings say them.
Object.assign(process.env, generateSecrets(), {
  COUNTERSIGN_MODE: "demo",
  DATABASE_URL: await cloneDatabase(inject("testServer")),
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
});
