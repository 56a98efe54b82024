import type { Outcome } from "#lib/jobs/finish-job";
import type { JobRequest } from "#lib/jobs/gate-request";
import type { Slot } from "#lib/jobs/pictures";

/** All that is needed to answer: what is asked, and the pictures it is asked of. No tenant, key or job. */
export type Work = {
  operation: string;
  request: JobRequest;
  pictures: ReadonlyMap<Slot, Uint8Array>;
};

/**
 * The seam between a job and an engine. Today it is a function in this process; an engine in a child process that
 * may be killed has the same shape.
 *
 * @throws what broke the engine: it counts against the picture
 */
export type Recogniser = (work: Work) => Promise<Outcome>;
