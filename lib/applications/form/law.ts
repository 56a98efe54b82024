import type { SimpleField, Step } from "./field";
import { choicesOf, instrumentKinds, objectives } from "./labels";

const basis: readonly SimpleField[] = [
  { name: "jurisdiction", label: "Where", help: "A country, a state, or EU.", kind: "place" },
  {
    name: "basis",
    label: "Which law permits exactly this?",
    help: "Law, article, and why it holds.",
    kind: "long",
  },
];

const instrument: readonly SimpleField[] = [
  { name: "kind", label: "Kind", kind: "choice", options: choicesOf(instrumentKinds) },
  { name: "issuer", label: "Court or judge", kind: "text" },
  { name: "reference", label: "Reference", kind: "text" },
  { name: "scope", label: "Place, person, offence and time that it covers", kind: "long" },
  { name: "valid_from", label: "Valid from", kind: "date" },
  { name: "valid_to", label: "Valid to", kind: "date" },
  { name: "emergency", label: "Made in an emergency, before a judge could be asked?", kind: "yes_no" },
];

export const law: Step = {
  section: "law",
  title: "Law",
  intro: "What permits this exact purpose, in each place. A licence to do business is not an answer.",
  factors: ["F01", "F09"],
  fields: [
    {
      name: "bases",
      label: "Legal bases",
      help: "One for each country or state of your sites and of the people.",
      kind: "rows",
      item: "legal basis",
      fields: basis,
    },
    {
      name: "objective",
      label: "Objective of real-time use in the EU",
      help: "Law enforcement may identify people live in public only for one of these: AI Act, Article 5(1)(h).",
      kind: "choice",
      options: choicesOf(objectives),
      empty: null,
      when: { path: "deployment.mode", is: ["real_time"] },
    },
    {
      name: "instruments",
      label: "Orders and authorisations",
      help: "Those you hold already. Each use that needs one will have to cite one.",
      kind: "rows",
      item: "order",
      fields: instrument,
      empty: "absent",
    },
    {
      name: "registrations.eu_database",
      label: "Reference in the EU database of high-risk systems",
      kind: "text",
      empty: "absent",
    },
    {
      name: "registrations.national_law",
      label: "National law that permits real-time use",
      kind: "text",
      empty: "absent",
      when: { path: "deployment.mode", is: ["real_time"] },
    },
    {
      name: "registrations.wa_notice_of_intent",
      label: "Notice of intent in Washington State",
      help: "For public agencies in Washington: RCW 43.386.020.",
      kind: "text",
      empty: "absent",
      when: {
        path: "organisation.customer_type",
        is: ["public_agency", "school", "us_police", "prosecutor_court"],
      },
    },
    {
      name: "registrations.co_notice_of_intent",
      label: "Notice of intent in Colorado",
      help: "For public agencies in Colorado: C.R.S. 24-18-304.",
      kind: "text",
      empty: "absent",
      when: {
        path: "organisation.customer_type",
        is: ["public_agency", "school", "us_police", "prosecutor_court"],
      },
    },
  ],
};
