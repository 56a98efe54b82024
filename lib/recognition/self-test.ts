import type { FaceEngine } from "./engine";
import { firstPairs, type SamplePair } from "./sample-photographs";

/** `reason` is one line for the log of a worker that refuses to start. */
export type SelfTest = { ok: true } | { ok: false; reason: string };

/** One person in two pictures must be above, two people below. An unrepaired model calls everyone the same: 1.000. */
const SELF_TEST_LIMITS = { sameAbove: 0.5, otherBelow: 0.3 } as const;

/**
 * Whether an engine tells people apart, on photographs that ship with its models. A worker runs this before it takes
 * work, and stops when it fails. The model files themselves were held to their checksums as the engine was made.
 */
export async function selfTest(engine: Pick<FaceEngine, "verify" | "modelId">): Promise<SelfTest> {
  const pairs = await firstPairs();
  const same = await compare(engine, pairs.same);
  if (typeof same === "string") return { ok: false, reason: same };
  const other = await compare(engine, pairs.other);
  if (typeof other === "string") return { ok: false, reason: other };
  if (!(same > SELF_TEST_LIMITS.sameAbove)) {
    return {
      ok: false,
      reason: misjudged(engine, "two pictures of one person", same, `over ${SELF_TEST_LIMITS.sameAbove}`),
    };
  }
  if (!(other < SELF_TEST_LIMITS.otherBelow)) {
    return {
      ok: false,
      reason: misjudged(engine, "pictures of two people", other, `under ${SELF_TEST_LIMITS.otherBelow}`),
    };
  }
  return { ok: true };
}

/** The similarity, or why there is none. */
async function compare(
  engine: Pick<FaceEngine, "verify">,
  [source, target]: SamplePair,
): Promise<number | string> {
  const answer = await engine.verify(source.jpeg, target.jpeg);
  if (answer.ok) return answer.similarity;
  const { name } = answer.which === "source" ? source : target;
  return `self-test: sample photograph ${name} was refused: ${answer.refusal} ${answer.reasons.join(", ")}`.trimEnd();
}

function misjudged(
  engine: Pick<FaceEngine, "modelId">,
  pair: string,
  similarity: number,
  expected: string,
): string {
  return `self-test: ${engine.modelId} gives ${pair} a similarity of ${similarity.toFixed(3)}, expected ${expected}`;
}
