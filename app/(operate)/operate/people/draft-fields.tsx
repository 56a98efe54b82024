import { LANES, STAFF_ROLES } from "#lib/identity/roles";
import { CheckboxGroup } from "#ui/choice-field";
import { SelectField, TextArea, TextField } from "#ui/field";
import { type FormState, fieldError } from "../../../_edge/form-state";
import { fieldIn, type Prepared, valuesIn } from "../_signed/prepared";
import { roleWords } from "./words";

/** Whom a proposal is of: nobody yet; or someone of the staff, with the roles held now. */
export type ProposalOf = {
  action: "enrol" | "end";
  person: { email: string; name: string; roles: readonly string[] } | null;
};

/** What is typed about a person and their roles. */
export function DraftFields({
  of: { action, person },
  state,
}: {
  of: ProposalOf;
  state: FormState<Prepared>;
}) {
  const field = (name: string) => ({
    name,
    defaultValue: fieldIn(state, name),
    error: fieldError(state, name),
  });
  const held = person?.roles ?? [];
  const offered = action === "end" ? held : STAFF_ROLES.filter((role) => !held.includes(role));
  return (
    <>
      <input type="hidden" name="action" value={action} />
      {person === null ? (
        <>
          <TextField {...field("email")} label="E-mail address" help="They are written to at it." required />
          <TextField {...field("name")} label="Name" required />
        </>
      ) : (
        <>
          <input type="hidden" name="email" value={person.email} />
          <input type="hidden" name="name" value={person.name} />
        </>
      )}
      <CheckboxGroup
        name="roles"
        label={action === "end" ? "Roles that end" : "Roles"}
        choices={offered.map((role) => ({ value: role, label: roleWords(role) }))}
        values={valuesIn(state, "roles")}
        error={fieldError(state, "roles")}
        required
      />
      {action === "end" ? null : (
        <>
          <SelectField
            {...field("home_lane")}
            label="Home lane of an approver"
            help="Two lanes sign a decision. Nobody else has one."
            empty="None"
            choices={LANES.map((lane) => ({ value: lane, label: lane }))}
          />
          <TextField
            {...field("employer")}
            label="Employer"
            help="Who employs them now. It stays on record with the proposal."
            required
          />
          <TextArea
            {...field("past_employers")}
            label="Past employers"
            help="One a line: employer; first day; last day, such as Northwind Ltd; 2019-03-01; 2022-06-30"
            rows={3}
          />
        </>
      )}
      <TextArea
        {...field("reason")}
        label="Why"
        help="Read by whoever confirms it, and kept with it."
        rows={3}
        required
      />
    </>
  );
}
