import type { Change } from "#lib/simulator/compare-readings";

/** `needs_instrument` as people read it. */
export function plainWord(word: string): string {
  return word.replaceAll("_", " ");
}

/** One thing that a draft says otherwise of a case, in words. */
export function changeWords({ what, of, before, after }: Change): string {
  if (what === "rule") {
    if (after === "none") return `${of} no longer holds (${plainWord(before)} before)`;
    return before === "none"
      ? `${of} holds: ${plainWord(after)}`
      : `${of}: ${plainWord(before)} → ${plainWord(after)}`;
  }
  if (of !== "") return `${what} ${plainWord(of)} ${after}`;
  return `${what} ${plainWord(before)} → ${plainWord(after)}`;
}

const TONES = { open: "info", released: "good", withdrawn: "plain" } as const;

export function draftTone(state: string): "info" | "good" | "plain" {
  return state === "open" || state === "released" ? TONES[state] : TONES.withdrawn;
}
