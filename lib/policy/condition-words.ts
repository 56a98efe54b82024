import type { Condition, Values } from "./condition";
import { FACTS, type FactName } from "./facts";
import type { PolicyPack } from "./pack";

/** A condition as people read it: a sentence, and under it what it is made of. */
export type ConditionWords = {
  text: string;
  parts: readonly ConditionWords[];
  /** Name of the pack's definition that the sentence is, for a link to it. */
  definition?: string;
  /** Name of the pack's list that the sentence refers to. */
  list?: string;
};

/** What a value of a fact is called: `us_police` of `customer_type`. */
export type FactLabel = (fact: FactName, value: string) => string;

type Leaf = Extract<Condition, { fact: FactName }>;

/**
 * A rule's `when` in plain words, exactly: nothing is left out or summed up. Total over checked packs.
 *
 * @param label words for the values of closed lists; the evaluator never sees them
 */
export function conditionWords(pack: PolicyPack, when: Condition, label: FactLabel): ConditionWords {
  const read = (condition: Condition): ConditionWords => conditionWords(pack, condition, label);
  if ("all" in when) return group("All of these hold", "Always", when.all.map(read));
  if ("any" in when) return group("At least one of these holds", "Never", when.any.map(read));
  if ("not" in when) return negated(read(when.not));
  if ("defined" in when) {
    const says = pack.definitions.find(({ name }) => name === when.defined)?.says ?? when.defined;
    return { text: says, parts: [], definition: when.defined };
  }
  const list = listOf(when);
  return { text: leafText(pack, when, label), parts: [], ...(list === undefined ? {} : { list }) };
}

function group(text: string, whenEmpty: string, parts: readonly ConditionWords[]): ConditionWords {
  const [only, second] = parts;
  if (only === undefined) return { text: whenEmpty, parts: [] };
  return second === undefined ? only : { text, parts };
}

function negated(inner: ConditionWords): ConditionWords {
  if (inner.parts.length > 0) return { text: "The following does not hold", parts: [inner] };
  return { ...inner, text: `It does not hold that: ${inner.text}` };
}

/** Facts that are explained to authors of a pack in a way that readers cannot use. */
const READ_AS: { readonly [F in FactName]?: string } = {
  party_places: "kind and country of the applicant, a parent, an owner or an end user",
  exigency_age_days: "days since the newest valid emergency instrument began",
};

function leafText(pack: PolicyPack, when: Leaf, label: FactLabel): string {
  const says = capitalised(READ_AS[when.fact] ?? FACTS[when.fact].says);
  const name = (value: string) => label(when.fact, value);
  if ("is" in when) return when.is ? `${says}: yes` : `${says}: no`;
  if ("eq" in when) return `${says}: ${name(when.eq)}`;
  if ("at_least" in when) return `${says}: at least ${when.at_least}`;
  if ("at_most" in when) return `${says}: at most ${when.at_most}`;
  if ("has" in when) return `${says}: among them ${name(when.has)}`;
  if ("in" in when) return `${says}: ${oneOf(pack, when.in, name)}`;
  if ("has_any" in when) return `${says}: among them ${oneOf(pack, when.has_any, name)}`;
  return `${says}: nothing but ${oneOf(pack, when.only, name)}`;
}

/** A list of the pack that is longer than this is named, and shown in full where lists are. */
const SPELT_OUT_MAX = 8;

function oneOf(pack: PolicyPack, values: Values, name: (value: string) => string): string {
  const words = "list" in values ? (pack.lists[values.list] ?? []) : values;
  if ("list" in values && words.length > SPELT_OUT_MAX) {
    return `one of the list “${values.list.replaceAll("_", " ")}” (${words.length})`;
  }
  const [only, second] = words;
  if (only !== undefined && second === undefined) return name(only);
  return `one of ${words.map(name).join("; ")}`;
}

function listOf(when: Leaf): string | undefined {
  const values = "in" in when ? when.in : "has_any" in when ? when.has_any : "only" in when ? when.only : [];
  return "list" in values ? values.list : undefined;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
