import type { FieldError } from "#lib/platform/errors";
import type { Checked } from "./check-application";
import { conditionProblems, type Surroundings } from "./check-condition";
import { fieldErrors } from "./field-errors";
import { type PolicyPack, packSchema } from "./pack";
import { packErrorWords } from "./pack-error-words";
import { RISK_PARTS, TIERS, TRACKS } from "./pack-parts";

/** Checks a pack from a file or the database. Never throws; errors point into the pack (RFC 6901). */
export function checkPack(value: unknown): Checked<PolicyPack> {
  const parsed = packSchema.safeParse(value, { error: packErrorWords });
  if (!parsed.success) return { ok: false, errors: fieldErrors(parsed.error) };
  const errors = packProblems(parsed.data);
  return errors.length === 0 ? { ok: true, data: parsed.data } : { ok: false, errors };
}

const WEIGHT_TOTAL = 100;

function problem(pointer: string, message: string): FieldError {
  return { pointer, message };
}

/** Ids that come twice. */
function twice(ids: readonly string[], at: string, field: string): FieldError[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [problem(`${at}/${index}/${field}`, `${id} is there twice`)] : [],
  );
}

/** Checks the definitions one after the other, and says of each whether it asks about a site. */
function checkDefinitions(pack: PolicyPack): { errors: FieldError[]; known: Map<string, boolean> } {
  const known = new Map<string, boolean>();
  const errors: FieldError[] = [];
  pack.definitions.forEach(({ name, when }, index) => {
    const at = `/definitions/${index}/when`;
    const around = { lists: pack.lists, definitions: known, isOfSite: true };
    const wrong = conditionProblems(when, at, around);
    errors.push(...wrong);
    const isOfSite =
      wrong.length === 0 && conditionProblems(when, at, { ...around, isOfSite: false }).length > 0;
    known.set(name, isOfSite);
  });
  return { errors, known };
}

function checkRisk(pack: PolicyPack, around: Surroundings): FieldError[] {
  return RISK_PARTS.flatMap((part) =>
    pack.risk[part].flatMap(({ when }, index) =>
      conditionProblems(when, `/risk/${part}/${index}/when`, around),
    ),
  );
}

function checkTiers(pack: PolicyPack): FieldError[] {
  const errors: FieldError[] = [];
  let floor = -1;
  pack.tiers.forEach((row, index) => {
    const at = `/tiers/${index}`;
    const isLast = index === TIERS.length - 1;
    if (row.id !== TIERS[index]) errors.push(problem(`${at}/id`, `Tiers come in order: ${TIERS.join(", ")}`));
    if ((row.risk_max === null) !== isLast) {
      errors.push(problem(`${at}/risk_max`, "A highest risk for each tier but the last, which has null"));
    }
    if (row.risk_max !== null && row.risk_max <= floor) {
      errors.push(problem(`${at}/risk_max`, "Higher than the tier before"));
    }
    floor = row.risk_max ?? floor;
    if (!pack.tracks.some(({ id }) => id === row.track)) {
      errors.push(problem(`${at}/track`, `No track is called ${row.track}`));
    }
    for (const factor of pack.factors) {
      const scorer = row.stand_ins[factor.lane] ?? factor.lane;
      if (!row.lanes.includes(scorer)) {
        errors.push(
          problem(`${at}/lanes`, `Nobody scores ${factor.id}: ${scorer} is not a lane of ${row.id}`),
        );
      }
    }
  });
  return errors;
}

function checkFactors(pack: PolicyPack, around: Surroundings, sourceIds: ReadonlySet<string>): FieldError[] {
  const total = pack.factors.reduce((sum, { weight }) => sum + weight, 0);
  const errors = twice(
    pack.factors.map(({ id }) => id),
    "/factors",
    "id",
  );
  if (total !== WEIGHT_TOTAL) errors.push(problem("/factors", `Weights total ${total}, not ${WEIGHT_TOTAL}`));
  pack.factors.forEach((factor, index) => {
    const at = `/factors/${index}`;
    if (factor.not_applicable_when !== null) {
      errors.push(...conditionProblems(factor.not_applicable_when, `${at}/not_applicable_when`, around));
    }
    factor.sources.forEach((ref, number) => {
      if (!sourceIds.has(ref)) errors.push(problem(`${at}/sources/${number}`, `There is no source ${ref}`));
    });
  });
  return errors;
}

function checkRules(pack: PolicyPack, around: Surroundings, sourceIds: ReadonlySet<string>): FieldError[] {
  const conditionIds = new Set(pack.conditions.map(({ id }) => id));
  return pack.rules.flatMap((rule, index) => {
    const at = `/rules/${index}`;
    const errors: FieldError[] = [];
    if (rule.sites_only && rule.scope !== "site") {
      errors.push(problem(`${at}/sites_only`, "Only a rule with scope site can strike sites"));
    }
    if (!rule.adopted && rule.effective === null) {
      errors.push(problem(`${at}/effective`, "A day, unless company policy adopts the rule"));
    }
    if (!rule.adopted && (rule.legal_status === "company_policy" || rule.legal_status === "not_enacted")) {
      errors.push(problem(`${at}/adopted`, `true, since ${rule.legal_status} binds by adoption alone`));
    }
    rule.source.forEach(({ ref }, number) => {
      if (!sourceIds.has(ref))
        errors.push(problem(`${at}/source/${number}/ref`, `There is no source ${ref}`));
    });
    rule.clauses.forEach((clause, number) => {
      const place = `${at}/clauses/${number}`;
      const isOfSite = rule.scope === "site";
      errors.push(...conditionProblems(clause.when, `${place}/when`, { ...around, isOfSite }));
      (clause.conditions ?? []).forEach((id, position) => {
        if (conditionIds.has(id)) return;
        errors.push(problem(`${place}/conditions/${position}`, `No condition is called ${id}`));
      });
    });
    return errors;
  });
}

/** What the parts of a pack get wrong about each other; empty when the pack can be used. */
function packProblems(pack: PolicyPack): FieldError[] {
  const { errors, known } = checkDefinitions(pack);
  const around = { lists: pack.lists, definitions: known, isOfSite: false };
  const sourceIds = new Set(pack.sources.map(({ id }) => id));
  const ruleIds = pack.rules.map(({ id }) => id);
  const missingTracks = TRACKS.filter((id) => !pack.tracks.some((track) => track.id === id));
  return [
    ...errors,
    ...checkRisk(pack, around),
    ...checkTiers(pack),
    ...checkFactors(pack, around, sourceIds),
    ...twice(ruleIds, "/rules", "id"),
    ...checkRules(pack, around, sourceIds),
    ...missingTracks.map((id) => problem("/tracks", `The track ${id} is missing`)),
    ...pack.local_bans.flatMap(({ ref }, index) =>
      sourceIds.has(ref) ? [] : [problem(`/local_bans/${index}/ref`, `There is no source ${ref}`)],
    ),
  ];
}
