import type { SimpleField, Step } from "./field";
import { cameras, choicesOf, modes, operations, placeKinds, spaces, templateHolders } from "./labels";

const site: readonly SimpleField[] = [
  { name: "name", label: "Name of the site", help: "A name of its own; keys name it.", kind: "text" },
  { name: "country", label: "Country", kind: "country" },
  {
    name: "region",
    label: "State or region",
    help: "Needed in the United States: a name such as Illinois, or a code such as US-IL.",
    kind: "place",
    empty: "absent",
  },
  { name: "city", label: "City", kind: "text", empty: "absent" },
  { name: "place_kind", label: "Kind of place", kind: "choice", options: choicesOf(placeKinds) },
];

export const deployment: Step = {
  section: "deployment",
  title: "Operation and deployment",
  intro: "What the software does, where, and on whose initiative. Most of the risk is decided here.",
  factors: ["F09"],
  fields: [
    {
      name: "operations",
      label: "Which operations do you need?",
      help: "Ask for the least that works. A key carries only what is approved.",
      kind: "choices",
      options: choicesOf(operations),
    },
    { name: "mode", label: "Who or what starts a call?", kind: "choice", options: choicesOf(modes) },
    { name: "camera", label: "Which camera?", kind: "choice", options: choicesOf(cameras) },
    {
      name: "space",
      label: "In what kind of space?",
      help: "A place that anyone may enter is at least semi-public, whoever owns it.",
      kind: "choice",
      options: choicesOf(spaces),
    },
    {
      name: "protected_space",
      label: "Is a changing room, restroom or another space of intimacy in view?",
      kind: "yes_no",
    },
    {
      name: "sites",
      label: "Sites",
      help: "Each place of use; for an online service, where its operator sits. Their law applies to you.",
      kind: "rows",
      item: "site",
      fields: site,
    },
    {
      name: "template_holder",
      label: "Who holds the templates?",
      kind: "choice",
      options: choicesOf(templateHolders),
    },
    {
      name: "gallery_size",
      label: "How many people are in the gallery?",
      help: "0 if there is none.",
      kind: "number",
    },
    {
      name: "expected_monthly_volume",
      label: "How many calls a month?",
      help: "Half as many again opens a new review.",
      kind: "number",
    },
    { name: "starts_on", label: "First day of use", kind: "date" },
    { name: "ends_on", label: "Last day of use", kind: "date" },
    {
      name: "is_pilot",
      label: "Is it a pilot or a trial?",
      help: "The same rules hold for a pilot.",
      kind: "yes_no",
    },
  ],
};
