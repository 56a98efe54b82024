/** A face of the index and the cosine of its embedding with the probe's, −1..1. */
export type Match = { id: string; similarity: number };

/** The best `k` of what is offered, in a heap whose first is the worst of them. */
export type BestMatches = {
  /**
   * What cannot reach this need not be offered: the similarity of the worst while `k` are held, else the floor.
   * Whoever equals it may still come in by id.
   */
  threshold: number;
  readonly k: number;
  readonly floor: number;
  readonly heap: Match[];
};

/** @param floor least similarity that counts; −∞ for none */
export function createBestMatches(k: number, floor: number): BestMatches {
  return { threshold: floor, k, floor, heap: [] };
}

/** Takes a face in when it is among the best so far. */
export function offerMatch(best: BestMatches, similarity: number, id: string): void {
  const { heap, k, floor } = best;
  if (similarity < floor) return;
  const match = { id, similarity };
  if (heap.length < k) {
    heap.push(match);
    rise(heap, match);
  } else if (heap[0] && ranksBefore(match, heap[0])) {
    sink(heap, match);
  }
  if (heap.length === k && heap[0]) best.threshold = heap[0].similarity;
}

/** Best first; of equal similarity, the lower id first. */
export function rankMatches({ heap }: BestMatches): Match[] {
  return [...heap].sort((one, other) => (ranksBefore(one, other) ? -1 : 1));
}

function ranksBefore(one: Match, other: Match): boolean {
  return one.similarity > other.similarity || (one.similarity === other.similarity && one.id < other.id);
}

/** Moves the last of the heap up to its place. */
function rise(heap: Match[], match: Match): void {
  let at = heap.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || !ranksBefore(parent, match)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = match;
}

/** Puts a match in the place of the first and moves it down to its own. */
function sink(heap: Match[], match: Match): void {
  let at = 0;
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    const [left, right] = [heap[below], heap[below + 1]];
    const worse = left && right && ranksBefore(left, right) ? right : left;
    if (!worse || !ranksBefore(match, worse)) break;
    heap[at] = worse;
    at = worse === right ? below + 1 : below;
  }
  heap[at] = match;
}
