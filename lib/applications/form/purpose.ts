import type { Step } from "./field";
import { choicesOf, consequences, outputUses, useCases } from "./labels";

export const purpose: Step = {
  section: "purpose",
  title: "Purpose",
  intro: "What it is for, why nothing milder will do, and what an answer leads to.",
  factors: ["F01", "F02"],
  fields: [
    {
      name: "use_case",
      label: "What will you use it for?",
      help: "An approval covers this purpose and no other.",
      kind: "choice",
      options: choicesOf(useCases),
    },
    {
      name: "problem",
      label: "Which problem does it solve?",
      help: "The facts as they are today, with figures where you have them.",
      kind: "long",
    },
    {
      name: "benefit_metric",
      label: "How will you measure the benefit?",
      help: "One figure that you can report after a year.",
      kind: "text",
    },
    {
      name: "alternatives",
      label: "What else did you consider?",
      help: "Less intrusive ways, one a line. Reviewers ask which of them you tried.",
      kind: "lines",
    },
    {
      name: "decision_supported",
      label: "Which decision does an answer support?",
      help: "For example: open the boarding gate for a passenger who opted in.",
      kind: "long",
    },
    {
      name: "output_use",
      label: "How far does the answer decide?",
      help: "A match is a lead. No one may be arrested, put in a lineup or refused on a match alone.",
      kind: "choice",
      options: choicesOf(outputUses),
    },
    {
      name: "consequence",
      label: "What is the worst that a wrong answer does to a person?",
      kind: "choice",
      options: choicesOf(consequences),
    },
  ],
};
