import type { BrowserContext, ConsoleMessage, Request, Response } from "playwright-core";

export type PageWatch = {
  /** The journey asks for this refusal on purpose: it is no fault of a page. */
  allow: (refusal: { status: number; path: RegExp }) => void;
  /** What went wrong on any page of this browser so far, in words. */
  faults: () => readonly string[];
};

type Fault = { says: string; url: string; status: number | null };

/** Listens to everything that a page does wrong without showing it: console, scripts, content policy, requests. */
export async function watchPages(context: BrowserContext): Promise<PageWatch> {
  const found: Fault[] = [];
  const answered = new WeakSet<Request>();
  const allowed: { status: number; path: RegExp }[] = [];
  const add = (says: string, url: string, status: number | null = null) => found.push({ says, url, status });

  // Chromium logs a breach by itself, but not for every directive at the same level.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      // biome-ignore lint/suspicious/noConsole: the page's own console, which is what is listened to
      console.error(`content policy: ${violatedDirective} forbids ${blockedURI}`),
    );
  });
  context.on("console", (message) => {
    if (message.type() === "error") add(`console: ${message.text()}`, placeOf(message), statusIn(message));
  });
  context.on("weberror", (error) => add(`script: ${error.error().message}`, error.page()?.url() ?? ""));
  context.on("requestfailed", (request) => {
    if (!isGivenUp(request, answered))
      add(`request: ${request.method()} ${reasonOf(request)}`, request.url());
  });
  context.on("response", (response) => {
    answered.add(response.request());
    if (response.status() >= 400) add(`answer: ${sentBy(response)}`, response.url(), response.status());
  });

  const isAllowed = ({ status, url }: Fault) =>
    allowed.some((refusal) => refusal.status === status && refusal.path.test(pathOf(url)));
  return {
    allow: (refusal) => allowed.push(refusal),
    faults: () => found.filter((fault) => !isAllowed(fault)).map(({ says, url }) => `${says} at ${url}`),
  };
}

/**
 * A prefetch that was given up when the page was left, or the rest of an answer that led to another page. A change
 * that was given up before its answer is a loss.
 */
function isGivenUp(request: Request, answered: WeakSet<Request>): boolean {
  return reasonOf(request) === "net::ERR_ABORTED" && (request.method() === "GET" || answered.has(request));
}

/** A fault of no page in particular has no address. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : "";
}

function reasonOf(request: Request): string {
  return request.failure()?.errorText ?? "failed";
}

function sentBy(response: Response): string {
  return `${response.request().method()} ${response.status()}`;
}

function placeOf(message: ConsoleMessage): string {
  return message.location().url || (message.page()?.url() ?? "");
}

/** "Failed to load resource: the server responded with a status of 404 (Not Found)" goes with an answer. */
function statusIn(message: ConsoleMessage): number | null {
  const status = /^Failed to load resource: .*status of (\d{3})/.exec(message.text())?.[1];
  return status === undefined ? null : Number(status);
}
