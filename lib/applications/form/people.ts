import type { Step } from "./field";
import { choicesOf, gallerySources, subjects } from "./labels";

const GALLERIES = Object.keys(gallerySources).filter((source) => source !== "none");

export const people: Step = {
  section: "people",
  title: "People and data",
  intro: "Whose faces are compared, where the enrolled ones come from, and what a person can refuse.",
  factors: ["F05", "F10"],
  fields: [
    {
      name: "subjects",
      label: "Whose faces?",
      help: "All that may stand before the camera.",
      kind: "choices",
      options: choicesOf(subjects),
    },
    { name: "adults_only", label: "Are all of them adults?", kind: "yes_no" },
    {
      name: "subject_countries",
      label: "Where do these people live?",
      help: "Countries, or states such as Illinois, one a line. Some laws protect people by where they are.",
      kind: "places",
    },
    {
      name: "gallery_source",
      label: "Where do the enrolled faces come from?",
      kind: "choice",
      options: choicesOf(gallerySources),
    },
    {
      name: "add_criteria",
      label: "Who is added, on what grounds, and by whom?",
      kind: "long",
      empty: "",
      when: { paths: ["people.gallery_source"], is: GALLERIES },
    },
    {
      name: "remove_criteria",
      label: "When is a person removed?",
      kind: "long",
      empty: "",
      when: { paths: ["people.gallery_source"], is: GALLERIES },
    },
    {
      name: "shared_with",
      label: "Who else gets the data?",
      help: "One a line. Leave empty if nobody does.",
      kind: "lines",
      empty: "absent",
    },
    {
      name: "enrolment_optional",
      label: "Can a person say no without losing anything?",
      help: "A choice is free when the other way is as good: no queue, no fee, no suspicion.",
      kind: "yes_no",
    },
    {
      name: "targets_protected_trait",
      label: "Are people selected by a protected trait?",
      help: "Race, belief, sex, disability, orientation, origin and the like.",
      kind: "yes_no",
    },
    {
      name: "records_protected_activity",
      label: "Are protest, association or worship recorded?",
      kind: "yes_no",
    },
  ],
};
