import { type Browser, chromium } from "playwright-core";
import { requireProgram } from "./needs";

/** Headless, without a sandbox (CI runs as root) and without anything that calls home. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The machine's Chromium with an empty profile. The caller closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: requireProgram("chromium"), args: FLAGS, headless: true });
}
