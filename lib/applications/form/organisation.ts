import type { SimpleField, Step } from "./field";
import { actsForLawEnforcement, choicesOf, customerTypes } from "./labels";

const region: SimpleField = {
  name: "region",
  label: "State or region",
  help: "Where its law differs: a name such as Illinois, or a code such as US-IL.",
  kind: "place",
  empty: "absent",
};

const party: readonly SimpleField[] = [
  { name: "name", label: "Registered name", kind: "text" },
  { name: "country", label: "Country", kind: "country" },
  region,
  { name: "customer_type", label: "Kind", kind: "choice", options: choicesOf(customerTypes) },
];

/** A natural person who owns a part has no kind. */
const owner: readonly SimpleField[] = [
  { name: "name", label: "Name", kind: "text" },
  { name: "country", label: "Country", kind: "country" },
  region,
  {
    name: "customer_type",
    label: "Kind, if it is an organisation",
    kind: "choice",
    options: choicesOf(customerTypes),
    empty: "absent",
  },
];

const priorOrder: readonly SimpleField[] = [
  { name: "issuer", label: "Court or authority", kind: "text" },
  { name: "reference", label: "Case number or address of the order", kind: "text" },
  { name: "scope", label: "What it forbids or demands", kind: "long" },
  { name: "face_recognition", label: "Does it concern face recognition?", kind: "yes_no" },
  { name: "valid_from", label: "In force from", kind: "date" },
  {
    name: "valid_to",
    label: "In force until",
    help: "Leave empty if it has no end.",
    kind: "date",
    empty: null,
  },
  { name: "discharged", label: "Has it been lifted?", kind: "yes_no" },
];

export const organisation: Step = {
  section: "organisation",
  title: "Organisation",
  intro: "Who asks, who stands behind, and who will use the answers.",
  factors: ["F03"],
  fields: [
    {
      name: "legal_name",
      label: "Registered legal name",
      help: "As in the public register, since the decision and the public record name you by it.",
      kind: "text",
    },
    {
      name: "registration_no",
      label: "Registration number",
      help: "In the company, charity or public register.",
      kind: "text",
    },
    { name: "country", label: "Country of establishment", kind: "country" },
    {
      name: "region",
      label: "State or region",
      help: "Where the law of a region differs, above all in the United States. A name or an ISO 3166-2 code.",
      kind: "place",
      empty: "absent",
    },
    {
      name: "customer_type",
      label: "What kind of organisation is it?",
      kind: "choice",
      options: choicesOf(customerTypes),
    },
    {
      name: "acts_for_law_enforcement",
      label: "Do you act for law enforcement?",
      help: "Whoever acts for an agency is judged as that agency: what counts is who benefits, not who signs.",
      kind: "choice",
      options: choicesOf(actsForLawEnforcement),
    },
    {
      name: "law_enforcement_country",
      label: "In which country?",
      kind: "country",
      empty: "absent",
      when: { paths: ["organisation.acts_for_law_enforcement"], is: ["on_request", "contract"] },
    },
    {
      name: "parents",
      label: "Parent organisations",
      help: "Every organisation that controls you, up to the top.",
      kind: "rows",
      item: "parent",
      fields: party,
      empty: "absent",
    },
    {
      name: "beneficial_owners",
      label: "Beneficial owners",
      help: "Whoever owns or controls a quarter or more.",
      kind: "rows",
      item: "owner",
      fields: owner,
      empty: "absent",
    },
    {
      name: "end_users",
      label: "End users",
      help: "Everyone besides you who will ask, or will be given answers. The answer must be complete.",
      kind: "rows",
      item: "end user",
      fields: party,
      empty: "absent",
    },
    {
      name: "prior_orders",
      label: "Orders and bans",
      help: "Orders of courts and authorities about biometrics or personal data, also those since lifted.",
      kind: "rows",
      item: "order",
      fields: priorOrder,
      empty: "absent",
    },
    {
      name: "work_email",
      label: "Work e-mail address",
      help: "At your organisation's own domain; we write to it about this case.",
      kind: "email",
    },
    {
      name: "signatory",
      label: "Office of the person who signs",
      help: "For example: Director of Operations.",
      kind: "text",
    },
    {
      name: "data_protection_officer",
      label: "Data protection officer",
      help: "How to reach them. Leave empty if there is none.",
      kind: "text",
      empty: null,
    },
  ],
};
