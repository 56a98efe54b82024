import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { type Eligibility, type PartInCase, verdictOf } from "./eligibility";

/** What one person has to do with a case that is under appeal. */
export type PartInAppealed = PartInCase & {
  hasSigned: boolean;
  hasProposed: boolean;
  /** Moved the case or its grant along some edge, in another role than the panel's. */
  hasMoved: boolean;
};

export type PanelRefusal =
  | "not_panel"
  | "applicant_member"
  | "past_employer"
  | "conflict_declared"
  | "conflict_undeclared"
  | "recused"
  | "scored_here"
  | "lane_held"
  | "intake_done"
  | "fact_recorded"
  | "signed_here"
  | "proposed_here"
  | "moved_here";

export const PANEL_WORDS: Readonly<Record<PanelRefusal, string>> = {
  not_panel: "You do not hold the role appeals.",
  applicant_member: "You belong, or belonged, to the applicant's organisation.",
  past_employer: "The applicant employs you, or did so within five years.",
  conflict_declared: "You declared a conflict of interest in this case.",
  conflict_undeclared: "Declare first whether you have a conflict of interest in this case.",
  recused: "You are recused from this case.",
  scored_here: "You scored in this case; an appeal is heard by others.",
  lane_held: "You hold a lane in this case; an appeal is heard by others.",
  intake_done: "You verified evidence or recorded findings in this case; an appeal is heard by others.",
  fact_recorded: "You recorded a legal fact that this case rests on; an appeal is heard by others.",
  signed_here: "You signed in this case; an appeal is heard by others.",
  proposed_here: "You proposed a decision in this case; an appeal is heard by others.",
  moved_here: "You moved this case or its grant; an appeal is heard by others.",
};

/**
 * May this person sit on the panel? Disjoint from everyone who had a part in what is appealed against.
 *
 * @returns every reason against
 * @see policy pack 2026-11, part D, "Separation of duties"
 */
export function canHear(part: PartInAppealed, actor: Actor): Eligibility<PanelRefusal> {
  return verdictOf<PanelRefusal>([
    [!hasStaffRole(actor, "appeals"), "not_panel"],
    [part.isApplicantMember, "applicant_member"],
    [part.isPastEmployee, "past_employer"],
    [part.recused, "recused"],
    [part.conflict === "declared", "conflict_declared"],
    [part.hasScored, "scored_here"],
    [part.lane !== null, "lane_held"],
    [part.didIntake, "intake_done"],
    [part.recordedFact, "fact_recorded"],
    [part.hasSigned, "signed_here"],
    [part.hasProposed, "proposed_here"],
    [part.hasMoved, "moved_here"],
    [part.conflict === "undeclared", "conflict_undeclared"],
  ]);
}
