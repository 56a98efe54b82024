import type { TestProject } from "vitest/node";
import { openTestServer, type TestServer } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Before the run: one PostgreSQL with a migrated template. After it: both gone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...testServer } = await openTestServer();
  project.provide("testServer", testServer);
  return close;
}
