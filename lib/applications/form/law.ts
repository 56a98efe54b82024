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

const EVERYWHERE = ["organisation.country", "deployment.sites.country", "people.subject_countries"];
const REGIONS = ["organisation.region", "deployment.sites.region", "people.subject_countries"];
const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO".split(
  " ",
);

/** References that a rule asks for, each asked where the rule can hold. */
const registers: readonly SimpleField[] = [
  {
    name: "registrations.eu_database",
    label: "Reference in the EU database of high-risk systems",
    kind: "text",
    empty: "absent",
    when: { paths: EVERYWHERE, is: EU },
  },
  {
    name: "registrations.national_law",
    label: "National law that permits real-time use",
    help: "Where a state of the EU has one: AI Act, Article 5(5).",
    kind: "text",
    empty: "absent",
    when: { paths: ["deployment.mode"], is: ["real_time"] },
  },
  {
    name: "registrations.initial_identification",
    label: "Objective facts behind a first identification",
    help: "The reference of the file that shows them: AI Act, Article 26(10).",
    kind: "text",
    empty: "absent",
    when: { paths: ["deployment.operations"], is: ["search_post_event"] },
  },
  {
    name: "registrations.wa_notice_of_intent",
    label: "Notice of intent in Washington State",
    help: "For public agencies: RCW 43.386.020.",
    kind: "text",
    empty: "absent",
    when: { paths: REGIONS, is: ["US-WA"] },
  },
  {
    name: "registrations.wa_federal_exemption",
    label: "Exemption in Washington State for use with a federal agency",
    help: "For airports and seaports: RCW 43.386.090.",
    kind: "text",
    empty: "absent",
    when: { paths: REGIONS, is: ["US-WA"] },
  },
  {
    name: "registrations.co_notice_of_intent",
    label: "Notice of intent in Colorado",
    help: "For public agencies: C.R.S. 24-18-304.",
    kind: "text",
    empty: "absent",
    when: { paths: REGIONS, is: ["US-CO"] },
  },
  {
    name: "registrations.portland_legal_duty",
    label: "Legal duty at a site in Portland",
    help: "Which law makes you do it there: Portland City Code, Title 34. A legal memorandum has to show it.",
    kind: "text",
    empty: "absent",
    when: { paths: REGIONS, is: ["US-OR"] },
  },
  {
    name: "registrations.sub_tenant_approvals",
    label: "Approvals of your end clients",
    help: "Each end client of a reseller has an application and an approval of its own: name their references.",
    kind: "text",
    empty: "absent",
    when: { paths: ["organisation.customer_type"], is: ["reseller"] },
  },
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
      when: { paths: ["deployment.mode"], is: ["real_time"] },
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
    ...registers,
  ],
};
