import type { JobRequest } from "#lib/jobs/gate-request";
import type { Outcome } from "#lib/jobs/outcome";
import type { Slot } from "#lib/jobs/pictures";

/** All that is needed to answer: what is asked, and the pictures it is asked of. No tenant, key or job. */
export type Work = {
  operation: string;
  request: JobRequest;
  pictures: ReadonlyMap<Slot, Uint8Array>;
};

/**
 * The seam between a job and an engine, wherever that runs.
 *
 * @throws EngineUnavailable when the work never reached an engine
 * @throws what broke the engine: it counts against the picture
 */
export type Recogniser = (work: Work) => Promise<Outcome>;

/** There is no engine to ask: the work is as good as when it came. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";
}
