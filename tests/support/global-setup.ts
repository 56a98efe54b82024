import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { openTestServer, type TestServer } from "./postgres";
import { makeRunFolder, removeRunFolder, sweepLeftovers } from "./run-folder";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
    /** Where the temporary folders of all test files lie. */
    testTemporary: string;
  }
}

/**
 * Before the run: a folder for all that it leaves behind, and one PostgreSQL with a migrated template. After it: all
 * gone, also what a test file did not get to remove.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweepLeftovers();
  const run = makeRunFolder();
  try {
    const temporary = path.join(run, "tmp");
    mkdirSync(temporary);
    chmodSync(temporary, 0o1777); // as /tmp is: some tests run programs as somebody else
    const { close, ...testServer } = await openTestServer(path.join(run, "postgres"));
    project.provide("testServer", testServer);
    project.provide("testTemporary", temporary);
    return () => close().finally(() => removeRunFolder(run));
  } catch (error) {
    removeRunFolder(run);
    throw error;
  }
}
