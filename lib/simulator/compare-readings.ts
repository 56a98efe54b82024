import { EFFECTS, type Effect, TIERS } from "#lib/policy/pack-parts";
import { OUTCOMES } from "#lib/policy/screen";
import type { Reading } from "./reading";

/** Which way a change goes for whoever applies. */
export type Toward = "easier" | "harder";

/** One thing that a draft says otherwise of a case. */
export type Change = {
  what:
    | "outcome"
    | "tier"
    | "approvers"
    | "rule"
    | "site"
    | "document"
    | "registration"
    | "condition"
    | "quality";
  /** The rule, site, document, registration or condition; empty for what there is one of. */
  of: string;
  before: string;
  after: string;
  toward: Toward;
};

const QUALITY_ORDER = ["fail", "open", "pass"];

/**
 * Everything that two packs say differently of one case, each with the way it goes. Nothing is weighed against
 * anything else: a case that is refused under one rule fewer is easier there, whatever else became harder. Pure.
 */
export function compareReadings(before: Reading, after: Reading): Change[] {
  return [
    ...ranked("outcome", OUTCOMES, before.outcome, after.outcome),
    ...ranked("tier", TIERS, before.tier, after.tier),
    ...approvers(before.approvers, after.approvers),
    ...rules(before, after),
    ...listed("document", before.documents, after.documents),
    ...listed("registration", before.registrations, after.registrations),
    ...listed("condition", before.conditions, after.conditions),
    // From the strictest on, the other way round than the rest.
    ...ranked("quality", QUALITY_ORDER.toReversed(), before.quality, after.quality),
  ];
}

/** @param order from the mildest to the strictest */
function ranked(what: Change["what"], order: readonly string[], before: string, after: string): Change[] {
  if (before === after) return [];
  const toward = order.indexOf(after) < order.indexOf(before) ? "easier" : "harder";
  return [{ what, of: "", before, after, toward }];
}

function approvers(before: number, after: number): Change[] {
  if (before === after) return [];
  const toward = after < before ? "easier" : "harder";
  return [{ what: "approvers", of: "", before: `${before}`, after: `${after}`, toward }];
}

function rules(before: Reading, after: Reading): Change[] {
  const ids = [...new Set([...before.rules, ...after.rules].map(({ id }) => id))].sort();
  return ids.flatMap((id) => {
    const was = before.rules.find((rule) => rule.id === id);
    const is = after.rules.find((rule) => rule.id === id);
    const effects: [Effect, Effect] = [was?.effect ?? "none", is?.effect ?? "none"];
    const change = ranked("rule", EFFECTS, ...effects).map((ruled) => ({ ...ruled, of: id }));
    if (was === undefined || is === undefined) return change;
    const sites = listed("site", was.sites, is.sites).map((site) => ({ ...site, of: `${id} ${site.of}` }));
    return [...change, ...sites];
  });
}

/** What is asked besides, or no longer. */
function listed(what: Change["what"], before: readonly string[], after: readonly string[]): Change[] {
  const gone = before.filter((of) => !after.includes(of));
  const come = after.filter((of) => !before.includes(of));
  return [
    ...gone.map((of): Change => ({ what, of, before: "asked", after: "not asked", toward: "easier" })),
    ...come.map((of): Change => ({ what, of, before: "not asked", after: "asked", toward: "harder" })),
  ];
}
