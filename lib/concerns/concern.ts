import type { StaffRole } from "#lib/identity/roles";

/** Where a concern can be: its triage is mandatory, so nothing is decided out of `open`. */
export const CONCERN_STATES = ["open", "triaged", "upheld", "not_upheld", "no_case"] as const;
export type ConcernState = (typeof CONCERN_STATES)[number];

export const CONCERN_OUTCOMES = ["upheld", "not_upheld", "no_case"] as const satisfies ConcernState[];
export type ConcernOutcome = (typeof CONCERN_OUTCOMES)[number];

/** In what capacity someone files. */
export const FILED_AS = ["person", "on_behalf", "organisation"] as const;
export type FiledAs = (typeof FILED_AS)[number];

type Edge = { from: ConcernState; to: ConcernState; who: readonly StaffRole[] };

const TRIAGERS: readonly StaffRole[] = ["compliance", "compliance_officer"];
/** Whoever decides is senior to the desk that triaged, or hears appeals. */
const DECIDERS: readonly StaffRole[] = ["compliance_officer", "appeals"];

/** The whole machine. The database holds to the same table (trigger). */
export const CONCERN_EDGES: readonly Edge[] = [
  { from: "open", to: "triaged", who: TRIAGERS },
  ...CONCERN_OUTCOMES.map((to) => ({ from: "triaged", to, who: DECIDERS }) as const),
];

/** Who reads concerns at all; an auditor reads everything but how to reach the filer. */
export const CONCERN_READERS = [
  "compliance",
  "compliance_officer",
  "appeals",
  "auditor",
] as const satisfies StaffRole[];
export const CONTACT_READERS = ["compliance", "compliance_officer", "appeals"] as const satisfies StaffRole[];

/** The edge from one state to another; undefined where the table has none. */
export function concernEdge(from: ConcernState, to: ConcernState): Edge | undefined {
  return CONCERN_EDGES.find((edge) => edge.from === from && edge.to === to);
}

export function isConcernState(value: string): value is ConcernState {
  return CONCERN_STATES.some((state) => state === value);
}

type Words = { label: string; tone: "plain" | "info" | "good" | "warn" | "bad"; meaning: string };

/** Every state in the filer's words. */
export const CONCERN_WORDS: Readonly<Record<ConcernState, Words>> = {
  open: {
    label: "Received",
    tone: "info",
    meaning: "Nobody can pass over it: a person has to read it and find out what it is about.",
  },
  triaged: {
    label: "Being looked into",
    tone: "info",
    meaning: "A person has read it. Someone else in a senior role decides whether it is right.",
  },
  upheld: {
    label: "Upheld",
    tone: "good",
    meaning: "You were right. The approval that it is about has to be reviewed again.",
  },
  not_upheld: {
    label: "Not upheld",
    tone: "plain",
    meaning: "It was looked into, and the approval stands as it is.",
  },
  no_case: {
    label: "Not about us",
    tone: "plain",
    meaning: "What happened was not done with what we approved. Nobody here can put it right.",
  },
};

export const FILED_AS_WORDS: Readonly<Record<FiledAs, string>> = {
  person: "I am the person concerned",
  on_behalf: "I write for the person concerned",
  organisation: "We are an organisation, such as an NGO, a newsroom or a university",
};
