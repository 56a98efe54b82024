import type { NoticeKind } from "./kinds";

/** Who is told, as a set of people of a case or of an organisation. */
export type Audience =
  /** Everyone in the applicant's organisation. */
  | "members"
  /** Its admins and signatories, who may submit and sign. */
  | "signatories"
  /** Its admins. */
  | "admins"
  /** The one person that the event is about. */
  | "person"
  /** Specialists who hold a lane in the case and were not recused from it. */
  | "lanes"
  /** Intake and every specialist: a case that nobody holds yet. */
  | "pool"
  /** Approvers; from tier 4 on, the board too. */
  | "approvers"
  /** Intake, compliance and the compliance officer. */
  | "desk"
  /** Those of them who triage concerns. */
  | "concern_desk"
  | "appeals"
  /** Compliance officers and operators, who see to the staff. */
  | "staff_keepers"
  /** The same two roles, who record findings and close them. */
  | "finders"
  /** Seated or not, who hold the role of the board. */
  | "board"
  /** Of the legal lane. */
  | "legal";

/** Where a notice leads. */
export type Leads =
  | "application"
  | "case"
  | "sign"
  | "tenant"
  | "organisation"
  | "account"
  | "operate"
  | "concerns"
  | "appeals"
  | "people"
  | "facts"
  | "tenant/findings"
  | "operate/findings";

/**
 * One thing told to one audience. Its words stand in `texts` by its name (`templates.ts`): `{reference}`, `{role}`,
 * `{what}`, `{days}` and `{percent}` in them are facts of the event; nothing that was typed by a person is ever put in.
 */
export type Telling = {
  to: readonly Audience[];
  kind: NoticeKind;
  leads: Leads;
};
