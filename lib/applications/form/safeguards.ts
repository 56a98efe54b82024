import { consents, spoofTests } from "./assurance-labels";
import type { Step } from "./field";
import { choicesOf } from "./labels";

/** Values that the contract keeps as free text, offered as choices so that two applicants say the same thing alike. */
export const data: Step = {
  section: "data",
  title: "Consent, notice, retention",
  intro: "How people learn of it, agree and take it back, and how long anything is kept.",
  factors: ["F04", "F11"],
  fields: [
    { name: "consent_type", label: "How do people agree?", kind: "choice", options: choicesOf(consents) },
    {
      name: "withdrawal_path",
      label: "How does a person withdraw, and how fast does it work?",
      kind: "long",
    },
    {
      name: "notice_url",
      label: "Address of the public notice",
      help: "Begins with https://. Leave empty if there is none yet; a key stays shut until there is.",
      kind: "url",
      empty: null,
    },
    {
      name: "retention_days.probe",
      label: "Photographs to compare are kept for",
      help: "0 if they are deleted at once.",
      kind: "number",
      unit: "days",
    },
    { name: "retention_days.template", label: "Templates are kept for", kind: "number", unit: "days" },
    { name: "retention_days.result", label: "Answers are kept for", kind: "number", unit: "days" },
    {
      name: "deletion_method",
      label: "How is it deleted, and how do you show that?",
      kind: "long",
    },
  ],
};

export const security: Step = {
  section: "security",
  title: "Security and redress",
  intro: "How misuse is kept out, and how a person who was wrongly identified wins.",
  factors: ["F12", "F14"],
  fields: [
    {
      name: "key_custody",
      label: "Where are API keys kept, and who can use them?",
      kind: "long",
    },
    {
      name: "pad_level",
      label: "Presentation attacks: pictures, masks, screens",
      kind: "choice",
      options: choicesOf(spoofTests),
    },
    {
      name: "incident_contact",
      label: "Whom do we call when something goes wrong?",
      kind: "text",
    },
    {
      name: "complaint_url",
      label: "Where does a person complain?",
      help: "Begins with https://. Leave empty if there is no page.",
      kind: "url",
      empty: null,
    },
    {
      name: "response_days",
      label: "A complaint is answered within",
      kind: "number",
      unit: "days",
    },
    {
      name: "register_consent",
      label: "May a refusal be published with your name?",
      help: "Approvals always are. Either answer is fine and changes nothing in the review.",
      kind: "yes_no",
    },
  ],
};

export const attestations: Step = {
  section: "attestations",
  title: "Attestations",
  intro:
    "What you promise. Someone who may sign for your organisation confirms it by name when it is submitted.",
  factors: [],
  fields: [
    { name: "truthful", label: "The answers are true and complete", kind: "agree" },
    {
      name: "no_us_police_use",
      label: "No police in the United States will use it or benefit from it",
      kind: "agree",
    },
    { name: "purpose_limit", label: "It is used for the stated purpose only", kind: "agree" },
    { name: "audit_consent", label: "We accept audits of its use", kind: "agree" },
    { name: "no_resale", label: "Access is not resold or passed on", kind: "agree" },
  ],
};
