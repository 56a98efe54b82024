import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

  test.each([
    ["999.1.1.1", "is no address that can be found (ENOTFOUND)"],
    ["countersign.invalid", "is no address that can be found"],
    ["192.0.2.1", "is none (EADDRNOTAVAIL)"], // RFC 5737: nobody's
  ])("refuses to listen on %s at once", async (host, why) => {
    const said = await refused({ env: { LISTEN_HOST: host } });
    expect(said).toContain("LISTEN_HOST must be an address of this machine, such as 127.0.0.1");
    expect(said).toContain(`${host} ${why}`);
  });

  test("looks for the API's port where the API listens", async () => {
    const port = Number(ports.GATEWAY_PORT);
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.2", resolve));
    expect(await refused({ env: { LISTEN_HOST: "127.0.0.2" } })).toContain(`Port ${port} is taken`);
    server.close();
  });

  test.skipIf(process.platform !== "linux")("ends where the data folder cannot be made", async () => {
    expect(await refused({ dataFolder: "/proc/countersign/data" })).toContain(
      "The data folder /proc/countersign/data cannot be made (ENOENT). Choose another with COUNTERSIGN_DATA=…",
    );
  });

  test("leaves nothing behind that it made", async () => {
    const server = await listen(Number(ports.PORTAL_PORT));
    await refused({ dataFolder: path.join(parent, "deep/data") });
    expect(readdirSync(parent)).toEqual([]);

    mkdirSync(path.join(parent, "data"));
    await refused({});
    expect(readdirSync(path.join(parent, "data"))).toEqual([]);
    server.close();

    await refused({ env: { DATABASE_URL: `postgresql://me@127.0.0.1:${await freePort()}/x` } });
    expect(readdirSync(path.join(parent, "data"))).toEqual([]);
    await refused({ env: { LISTEN_HOST: "999.1.1.1" }, dataFolder: path.join(parent, "other") });
    expect(existsSync(path.join(parent, "other"))).toBe(false);
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
