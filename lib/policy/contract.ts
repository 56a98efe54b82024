import { z } from "zod";
import { accuracy, attestations, data, documents, law, oversight, security } from "./contract-assurance";
import { deployment, organisation, people, purpose } from "./contract-deployment";

/**
 * The sections of an application as data, in the order of the form. Each can be checked by itself:
 * the form's steps use them one by one, a submit and an import use them all.
 */
export const sectionSchemas = {
  organisation,
  purpose,
  deployment,
  people,
  law,
  accuracy,
  oversight,
  data,
  security,
  documents,
  attestations,
} as const;
export type SectionName = keyof typeof sectionSchemas;

const US_LAW_ENFORCEMENT: readonly string[] = ["us_police", "us_federal_le"];

/**
 * A whole application: what a revision's canonical JSON holds, what `screen` reads, what the portal imports
 * and exports. Every field shown here must be there; only `nullish` ones may be left out. Unknown keys are
 * refused, at every level, so that a misspelt answer cannot pass for a missing one.
 *
 * Operations may also be one of FORBIDDEN_OPERATIONS: policy answers those, with HS08.
 */
export const applicationData = z.strictObject(sectionSchemas).superRefine((application, context) => {
  const { organisation, attestations } = application;
  const kinds = [
    organisation.customer_type,
    ...[...organisation.parents, ...organisation.end_users].map((party) => party.customer_type),
    ...organisation.beneficial_owners.map((party) => party.customer_type ?? ""),
  ];
  // A promise may be refused only by those whom the policy then judges as what they are; otherwise it is a slip.
  const namesUsPolice =
    kinds.some((kind) => US_LAW_ENFORCEMENT.includes(kind)) || organisation.acts_for_law_enforcement !== "no";
  if (!attestations.no_us_police_use && !namesUsPolice) {
    context.addIssue({
      code: "custom",
      path: ["attestations", "no_us_police_use"],
      message: "Attest that no US police will use or benefit from it, or name the agency among end_users",
    });
  }
  if (!attestations.no_resale && !kinds.includes("reseller")) {
    context.addIssue({
      code: "custom",
      path: ["attestations", "no_resale"],
      message: "Attest that access is not resold, or give customer_type as reseller",
    });
  }
});

export type ApplicationData = z.infer<typeof applicationData>;
export type Site = ApplicationData["deployment"]["sites"][number];
