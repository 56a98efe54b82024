import { accuracy, oversight } from "./assurance";
import { deployment } from "./deployment";
import { SECTIONS, type Section, type Step } from "./field";
import { law } from "./law";
import { organisation } from "./organisation";
import { people } from "./people";
import { purpose } from "./purpose";
import { attestations, data, security } from "./safeguards";

/** The ten steps in the order of `SECTIONS`. */
export const STEPS: readonly Step[] = [
  organisation,
  purpose,
  deployment,
  people,
  law,
  accuracy,
  oversight,
  data,
  security,
  attestations,
];

const bySection: Readonly<Record<Section, Step>> = {
  organisation,
  purpose,
  deployment,
  people,
  law,
  accuracy,
  oversight,
  data,
  security,
  attestations,
};

export function stepOf(section: Section): Step {
  return bySection[section];
}

/** Where the form goes on after a step: the next one, and after the last the documents. */
export function stepAfter(section: Section): Section | "evidence" {
  return SECTIONS[SECTIONS.indexOf(section) + 1] ?? "evidence";
}

export function stepBefore(section: Section): Section | null {
  return SECTIONS[SECTIONS.indexOf(section) - 1] ?? null;
}
