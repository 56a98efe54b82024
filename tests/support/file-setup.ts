import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inject } from "vitest";
import { generateSecrets } from "#lib/platform/secrets-folder";
import { cloneDatabase } from "./postgres";

// os.tmpdir() from here on, so that what a test file leaves goes with its run.
process.env.TMPDIR = inject("testTemporary");

// Before each test file, in its own process: its own database, state and secrets, as the settings say them.
Object.assign(process.env, generateSecrets(), {
  COUNTERSIGN_DATA: mkdtempSync(path.join(os.tmpdir(), "countersign-data-")),
  COUNTERSIGN_MODE: "demo",
  DATABASE_URL: await cloneDatabase(inject("testServer")),
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
});
