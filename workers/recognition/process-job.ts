import { setTimeout as sleep } from "node:timers/promises";
import { type Claim, claimJob, renewClaim } from "#lib/jobs/claim-job";
import { compareProbe } from "#lib/jobs/compare-probe";
import { finishJob } from "#lib/jobs/finish-job";
import { createGalleryCache, type GalleryCache } from "#lib/jobs/gallery-cache";
import { giveBackJob, reportCrash } from "#lib/jobs/give-back-job";
import { LEASE_MS, RENEW_MS } from "#lib/jobs/job";
import type { Finding, Outcome } from "#lib/jobs/outcome";
import { openPicture, type Slot } from "#lib/jobs/pictures";
import { log } from "#lib/platform/log";
import { metrics } from "#lib/platform/metrics";
import { EngineUnavailable, type Recogniser } from "./recogniser";

const RETRY_MS = 500;
const READ_TRIES = 3;

/**
 * Takes one ticket from the queue to its job's end: claim, pictures, engine, finish. Whatever happens in between,
 * the job is finished, handed back, or left to its lease.
 */
export function createJobProcessor(
  recognise: Recogniser,
  galleries: GalleryCache = createGalleryCache(),
): (jobId: string) => Promise<void> {
  return async (jobId) => {
    const claimed = await claimJob(jobId);
    if (!claimed.ok) return;
    const { claim } = claimed;
    const hold = holdClaim(claim);
    try {
      const outcome = await work(claim, recognise);
      await finishWhileHeld(claim, (afresh) => compareProbe(claim, outcome, { galleries, afresh }), hold);
    } catch (error) {
      if (error instanceof EngineUnavailable) await giveBackJob(claim);
      else {
        log.error({ err: error, jobId }, "the engine broke on this job");
        await reportCrash(claim);
      }
    } finally {
      hold.end();
    }
  };
}

type Hold = { isLost: () => boolean; end: () => void };

/** Renews the claim until it ends or is lost. The database decides; a failed renewal is only tried again. */
function holdClaim(claim: Claim): Hold {
  let lost = false;
  const timer = setInterval(() => {
    renewClaim(claim).then(
      (held) => {
        lost = !held;
        if (lost) clearInterval(timer);
      },
      (error) => log.warn({ err: error, jobId: claim.jobId }, "claim not renewed"),
    );
  }, RENEW_MS);
  return { isLost: () => lost, end: () => clearInterval(timer) };
}

async function work(claim: Claim, recognise: Recogniser): Promise<Outcome> {
  const { operation, request } = claim;
  const pictures = await readPictures(claim);
  if (pictures === null) {
    return {
      kind: "failure",
      code: "unavailable",
      detail: "The pictures could not be read back; send them again.",
    };
  }
  const begun = performance.now();
  try {
    return await recognise({ operation, request, pictures });
  } finally {
    metrics.engineSeconds.observe({ operation }, (performance.now() - begun) / 1_000);
  }
}

async function readPictures({ jobId, tenantId, inputs }: Claim): Promise<Map<Slot, Uint8Array> | null> {
  for (let tries = 1; tries <= READ_TRIES; tries += 1) {
    try {
      const opened = inputs.map(
        async ({ slot, storageKey }) => [slot as Slot, await openPicture(tenantId, storageKey)] as const,
      );
      return new Map(await Promise.all(opened));
    } catch (error) {
      log.warn({ err: error, jobId, tries }, "pictures not read");
      if (tries < READ_TRIES) await sleep(RETRY_MS);
    }
  }
  return null;
}

/**
 * The database may be away for a moment; the lease says for how long it is worth asking. What was found is looked up
 * again each time: a gallery that changed meanwhile has another answer.
 */
async function finishWhileHeld(
  claim: Claim,
  find: (afresh: boolean) => Promise<Finding>,
  hold: Hold,
): Promise<void> {
  const giveUpAt = performance.now() + LEASE_MS;
  for (let afresh = false; ; ) {
    try {
      const finished = await finishJob(claim, await find(afresh));
      if (finished.ok || finished.refusal !== "gallery_changed") return;
      afresh = true;
      if (hold.isLost() || performance.now() > giveUpAt) return;
    } catch (error) {
      log.warn({ err: error, jobId: claim.jobId }, "job not finished yet");
      // Left to its lease: the reconciler hands it to another worker, and this answer is dropped.
      if (hold.isLost() || performance.now() > giveUpAt) return;
      await sleep(RETRY_MS);
    }
  }
}
