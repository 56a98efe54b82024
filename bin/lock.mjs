import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
 * @param {string} [file] the lock
 * @returns {Promise<T>}
 */
export async function whileAlone(say, work, file = FILE) {
  for (let told = false; !tryLock(file); told = true) {
    if (!told) say("another start is preparing this checkout; waiting for it");
    // Not from node:timers/promises: an old Node that lacks it is to be told so in our words.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file) {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    linkSync(own, file); // made whole or not at all: a lock without its owner's number could never be taken over
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw unwritable(error);
    if (!ownerIsAlive(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function unwritable(error) {
  if (error.code === "ENOSPC") return new Refusal(`No space left on the disk of ${PROJECT}.`);
  return new Refusal(`${PROJECT} has to be prepared, but this user may not write to it (${error.code}).`);
}

function ownerIsAlive(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // a process of somebody else's; otherwise it, or the lock, is gone
  }
}
