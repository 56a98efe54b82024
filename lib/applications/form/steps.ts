import { accuracy, oversight } from "./assurance";
import { deployment } from "./deployment";
import type { Section, Step } from "./field";
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
