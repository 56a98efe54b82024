import { testers } from "./assurance-labels";
import type { Step } from "./field";
import { choicesOf } from "./labels";

/** Values that the contract keeps as free text, offered as choices so that two applicants say the same thing alike. */
export const accuracy: Step = {
  section: "accuracy",
  title: "Accuracy and fairness",
  intro: "Errors at your cameras, your threshold and for the people you will meet, not in a brochure.",
  factors: ["F06", "F07"],
  fields: [
    {
      name: "model_version",
      label: "Version of the model",
      help: "Write default for the one that we serve.",
      kind: "text",
    },
    {
      name: "target_fmr",
      label: "False match rate that you aim at",
      help: "0.001 means: of a thousand pairs of different people, one is taken for the same.",
      kind: "number",
    },
    {
      name: "test_population",
      label: "On whom is it tested?",
      help: "How many people, and how like those you will meet, by age, sex and skin tone.",
      kind: "long",
    },
    { name: "tester_independence", label: "Who tests?", kind: "choice", options: choicesOf(testers) },
  ],
};

export const oversight: Step = {
  section: "oversight",
  title: "Human oversight",
  intro: "Who can disagree with a match, before anything happens to a person.",
  factors: ["F08", "F13"],
  fields: [
    {
      name: "reviewers",
      label: "How many trained people review answers?",
      kind: "number",
    },
    { name: "reviewer_authority", label: "May one of them overrule a match alone?", kind: "yes_no" },
    {
      name: "blind_dual",
      label: "Do two review, without seeing each other's answer?",
      help: "Needed for identification among many in the higher tiers.",
      kind: "yes_no",
    },
    {
      name: "corroboration_rule",
      label: "What else must agree before a person is affected?",
      kind: "long",
    },
    {
      name: "fallback",
      label: "What happens when it fails, or a person declines?",
      kind: "long",
    },
  ],
};
