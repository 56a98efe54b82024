import { type Hash, nodeHash } from "./merkle";

/**
 * RFC 9162 §2.1.3.2: is this leaf at this place in the tree with this root?
 *
 * Total: any numbers and any proof give an answer, never an exception.
 */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  leafHash: Hash;
  proof: readonly Hash[];
  root: Hash;
}): boolean {
  const { index, size, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!areHashes([claim.leafHash, root, ...proof])) return false;

  let place = { fn: index, sn: size - 1 };
  let hash = claim.leafHash;
  for (const step of proof) {
    if (place.sn === 0) return false;
    const fromLeft = isOdd(place.fn) || place.fn === place.sn;
    hash = fromLeft ? nodeHash(step, hash) : nodeHash(hash, step);
    place = climb(place, fromLeft);
  }
  return place.sn === 0 && isSameHash(hash, root);
}

/**
 * RFC 9162 §2.1.4.2: does the tree of `to` leaves begin with the tree of `from` leaves?
 *
 * The RFC leaves `from` = 0 open; as in C2SP tlog-witness, every tree begins with the empty one, by an empty proof.
 */
export function verifyConsistency(claim: {
  from: number;
  to: number;
  fromRoot: Hash;
  toRoot: Hash;
  proof: readonly Hash[];
}): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (!areHashes([fromRoot, toRoot, ...proof])) return false;
  if (from === to) return proof.length === 0 && isSameHash(fromRoot, toRoot);
  if (from === 0) return proof.length === 0;

  const [seed, ...steps] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (seed === undefined || proof.length === 0) return false;
  let place = { fn: from - 1, sn: to - 1 };
  while (isOdd(place.fn)) place = shift(place);

  let older = seed;
  let newer = seed;
  for (const step of steps) {
    if (place.sn === 0) return false;
    const fromLeft = isOdd(place.fn) || place.fn === place.sn;
    if (fromLeft) older = nodeHash(step, older);
    newer = fromLeft ? nodeHash(step, newer) : nodeHash(newer, step);
    place = climb(place, fromLeft);
  }
  return place.sn === 0 && isSameHash(older, fromRoot) && isSameHash(newer, toRoot);
}

/** The RFC's fn and sn. Halved by arithmetic, not by bit operators, which end at 32 bits. */
type Place = { fn: number; sn: number };

function shift({ fn, sn }: Place): Place {
  return { fn: Math.floor(fn / 2), sn: Math.floor(sn / 2) };
}

function climb(place: Place, fromLeft: boolean): Place {
  let at = place;
  if (fromLeft) while (!isOdd(at.fn) && at.fn !== 0) at = shift(at);
  return shift(at);
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function isPowerOfTwo(n: number): boolean {
  let power = 1;
  while (power < n) power *= 2;
  return power === n;
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === 32);
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
