import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { inProject, PROJECT } from "./project.mjs";
import { Refusal } from "./refusal.mjs";

const FILE = inProject(".bootstrap.lock");
const POLL_MS = 200;

/**
 * Runs `work` while no other process prepares this checkout: two starts side by side must not install or build
 * into each other's hands. A lock whose owner is dead is taken over.
 *
 * @template T
 * @param {(text: string) => void} say
 * @param {() => Promise<T>} work asks again whether there is still something to do
 * @returns {Promise<T>}
 */
export async function whileAlone(say, work) {
  for (let told = false; !tryLock(); told = true) {
    if (!told) say("another start is preparing this checkout; waiting for it");
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(FILE, { force: true });
  }
}

function tryLock() {
  try {
    const file = openSync(FILE, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw unwritable(error);
    if (!ownerIsAlive()) rmSync(FILE, { force: true });
    return false;
  }
}

function unwritable(error) {
  if (error.code === "ENOSPC") return new Refusal(`No space left on the disk of ${PROJECT}.`);
  return new Refusal(`${PROJECT} has to be prepared, but this user may not write to it (${error.code}).`);
}

function ownerIsAlive() {
  try {
    const pid = Number(readFileSync(FILE, "utf8"));
    // Empty for the moment between making and writing.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
