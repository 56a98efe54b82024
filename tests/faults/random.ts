export type Random = {
  below: (limit: number) => number;
  of: <Item>(items: readonly [Item, ...Item[]]) => Item;
};

/** Mulberry32: the same numbers from the same seed, so that a run that failed can be had again. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}
