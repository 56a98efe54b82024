import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "#lib/platform/free-port";
import { launchStart, type StackOptions } from "../support/stack";

let parent = "";
let ports: Record<string, string> = {};
beforeEach(async () => {
  parent = mkdtempSync(path.join(os.tmpdir(), "countersign-start-"));
  ports = { PORTAL_PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()) };
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A start that is to be refused. @returns what it printed */
async function refused(options: StackOptions): Promise<string> {
  const { ended, output } = launchStart({
    dataFolder: path.join(parent, "data"),
    ...options,
    env: { ...ports, ...options.env },
  });
  expect(await ended).toBe(1);
  expect(output()).not.toMatch(/\n\s+at /); // words, not a stack
  return output();
}

function listen(port: number): Promise<net.Server> {
  const server = net.createServer();
  return new Promise((resolve) => server.listen(port, "0.0.0.0", () => resolve(server)));
}

describe("a start that cannot be", () => {
  test.each([
    ["PORTAL_PORT", "portal"],
    ["GATEWAY_PORT", "API"],
  ])("names the port that is taken and the variable to change: %s", async (variable) => {
    const port = Number(ports[variable]);
    const server = await listen(port);
    expect(await refused({})).toContain(
      `Port ${port} is taken by another program. Stop that, or choose another: ${variable}=…`,
    );
    server.close();
  });

  test("leaves a folder alone that is not its own", async () => {
    mkdirSync(path.join(parent, "data"));
    writeFileSync(path.join(parent, "data/thesis.doc"), "");
    expect(await refused({ flags: ["--fresh"] })).toContain(
      "is not empty and not a data folder of Countersign",
    );
  });

  test("says which flag it does not know", async () => {
    expect(await refused({ flags: ["--frehs"] })).toContain("--frehs is not a flag");
  });

  test("says where no database answers, without the password", async () => {
    const port = await freePort();
    const said = await refused({ env: { DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${port}/x` } });
    expect(said).toContain(
      `No PostgreSQL answers at 127.0.0.1:${port}, which DATABASE_URL names (ECONNREFUSED)`,
    );
    expect(said).not.toContain("hunter2");
  });

  test("says what a connection string looks like", async () => {
    expect(await refused({ env: { DATABASE_URL: "mysql://127.0.0.1/x" } })).toContain(
      "DATABASE_URL is not a PostgreSQL connection string such as postgresql://",
    );
  });
});
