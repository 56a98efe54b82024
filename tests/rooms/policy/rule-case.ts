import type { LegalFact } from "#lib/policy/legal-fact";
import type { Effect } from "#lib/policy/pack-parts";
import type { Changes, SampleName } from "./samples";

export type Case = {
  name: string;
  /** The airline when left out. */
  from?: SampleName;
  changes?: Changes;
  facts?: readonly LegalFact[];
  on?: string;
};
export type RuleCases = Record<string, { fires: (Case & { effect: Effect })[]; silent: Case[] }>;
