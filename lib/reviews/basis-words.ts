import { isSection } from "#lib/applications/form/field";
import { documentKinds } from "#lib/applications/form/labels";
import { stepOf } from "#lib/applications/form/steps";

/** What changed under a factor, as people know it from the form: `security.response_days`, `document.dpia`, `factor`. */
export function basisWords(name: string): string {
  if (name === "factor") return "the question itself, in a later pack";
  const [head = "", rest = ""] = name.split(".");
  if (head === "document") {
    const title = Object.entries(documentKinds).find(([kind]) => kind === rest)?.[1];
    return `a document: ${title ?? rest}`;
  }
  if (!isSection(head)) return name;
  const step = stepOf(head);
  const field = step.fields.find((candidate) => candidate.name === rest);
  return field?.label ?? `${step.title}: ${rest.replaceAll("_", " ")}`;
}
