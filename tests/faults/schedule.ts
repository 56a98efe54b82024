import { setTimeout as sleep } from "node:timers/promises";
import { revokeKey } from "#lib/keys/revoke-key";
import type { SeededGrant } from "#tests/support/grants";
import { FAULTS, type FaultKind, type FaultyParts } from "./kinds";
import type { Load } from "./load";
import type { Random } from "./random";

type Say = (text: string) => void;

/** Each kind once before any comes twice, in an order of the seed's. */
export function kindsOf(faults: number | readonly FaultKind[], random: Random): readonly FaultKind[] {
  if (typeof faults !== "number") return faults;
  const kinds: FaultKind[] = [];
  let left: FaultKind[] = [];
  while (kinds.length < faults) {
    if (left.length === 0) left = [...FAULTS];
    kinds.push(...left.splice(random.below(left.length), 1));
  }
  return kinds;
}

/** Spreads the faults over the load, so that each meets jobs in hand. @returns how many happened */
export async function happenDuring(
  load: Load,
  of: { kinds: readonly FaultKind[]; jobs: number; parts: FaultyParts; say: Say },
): Promise<number> {
  let over = false;
  void load.done.then(() => {
    over = true;
  });
  const underWay: Promise<void>[] = [];
  for (const [place, kind] of of.kinds.entries()) {
    const after = (of.jobs * (place + 0.5)) / (of.kinds.length + 0.5);
    while (load.accepted() < after && !over) await sleep(20);
    of.say(`${load.accepted()} jobs accepted: ${kind.name}`);
    underWay.push(kind.happen(of.parts));
  }
  await Promise.all(underWay);
  return underWay.length;
}

/** A key with jobs in hand: what was let in under it is to be cancelled. */
export async function revokeInTheMiddle(load: Load, tenant: SeededGrant, say: Say): Promise<void> {
  let over = false;
  void load.done.then(() => {
    over = true;
  });
  while (load.accepted() < 5 && !over) await sleep(20);
  for (let tries = 1; ; tries += 1) {
    try {
      await revokeKey({ actor: tenant.admin, keyId: tenant.keyId, reason: "fault run" });
      return say("a key with jobs in hand is revoked");
    } catch (error) {
      if (tries >= 60) throw error;
      await sleep(500); // PostgreSQL may be away
    }
  }
}
