import type { Effect } from "#lib/policy/pack-parts";
import type { Tone } from "#ui/state-badge";

export const EFFECT_TONES: Readonly<Record<Effect, Tone>> = {
  deny: "bad",
  block: "warn",
  instrument: "warn",
  sign_off: "info",
  condition: "info",
  none: "plain",
};
