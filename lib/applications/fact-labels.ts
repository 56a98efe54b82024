import type { FactName } from "#lib/policy/facts";
import {
  actsForLawEnforcement,
  cameras,
  consequences,
  customerTypes,
  documentKinds,
  gallerySources,
  instrumentKinds,
  modes,
  objectives,
  operations,
  outputUses,
  placeKinds,
  spaces,
  subjects,
  templateHolders,
  useCases,
} from "./form/labels";
import { placeName } from "./form/places";

type Labels = Readonly<Record<string, string>>;

const LABELS: { readonly [F in FactName]?: Labels } = {
  customer_type: customerTypes,
  party_types: customerTypes,
  end_user_types: customerTypes,
  acts_for_law_enforcement: actsForLawEnforcement,
  use_case: useCases,
  output_use: outputUses,
  consequence: consequences,
  operations,
  mode: modes,
  camera: cameras,
  space: spaces,
  template_holder: templateHolders,
  place_kinds: placeKinds,
  site_place_kind: placeKinds,
  subjects,
  gallery_source: gallerySources,
  objective: { ...objectives, none: "None" },
  instruments_valid: instrumentKinds,
  documents_verified: documentKinds,
};

const PLACES: ReadonlySet<FactName> = new Set<FactName>([
  "jurisdictions",
  "acts_for_countries",
  "site_country",
  "site_region",
  "site_regions",
]);

/**
 * What the form calls a value of a fact: the words that an applicant chooses and that the policy is read in. Total:
 * a value that the form does not have is told as it is written, with spaces.
 */
export function factLabel(fact: FactName, value: string): string {
  if (PLACES.has(fact)) return placeName(value);
  if (fact === "party_places") {
    const [kind = "", place = ""] = value.split("@");
    return `${factLabel("party_types", kind)}, in ${placeName(place)}`;
  }
  const labels = LABELS[fact];
  const known = labels !== undefined && Object.hasOwn(labels, value) ? labels[value] : undefined;
  return known ?? value.replaceAll("_", " ");
}
