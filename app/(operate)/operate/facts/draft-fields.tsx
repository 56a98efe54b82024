import { RadioGroup } from "#ui/choice-field";
import { TextArea, TextField } from "#ui/field";
import { type FormState, fieldError } from "../../../_edge/form-state";
import { fieldIn, type Prepared } from "../_signed/prepared";

/** A kind of fact that the pack waits for. */
export type Kind = { fact: string; title: string; checklist: readonly { id: string; says: string }[] };

type Props = { state: FormState<Prepared> };

/** That a fact begins: where, from when to when, what the law says, and each demand of its checklist. */
export function BeginFields({ kind, place, state }: Props & { kind: Kind; place: string }) {
  return (
    <>
      <Line
        state={state}
        name="place"
        label="Whose law it is"
        help="The code of a country or region, such as US."
        fallback={place}
      />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Line
          state={state}
          name="in_force_from"
          label="First day in force"
          help="Such as 2031-01-01, in UTC."
        />
        <Line
          state={state}
          name="in_force_to"
          label="Last day in force"
          help="Left empty while no end is known."
          isOptional
        />
      </div>
      <SourceFields state={state} says="What the law now says" />
      <section aria-label="Human-rights checklist" className="grid gap-6 border-t border-rule pt-5">
        <div className="grid gap-1">
          <h2>Human-rights checklist</h2>
          <p className="max-w-prose text-small text-ink-2">
            The fact counts only with every demand met. Half a statute lifts nothing, and is not recorded.
          </p>
        </div>
        {kind.checklist.map((demand) => (
          <DemandFields key={demand.id} state={state} demand={demand} />
        ))}
      </section>
    </>
  );
}

/** That a fact on record ends: the last day, and what the law says. */
export function EndFields({ state }: Props) {
  return (
    <>
      <Line
        state={state}
        name="in_force_to"
        label="Last day in force"
        help="Such as 2032-06-30, in UTC. Of several ends the earliest counts."
      />
      <SourceFields state={state} says="What ends it" />
    </>
  );
}

function DemandFields({ state, demand: { id, says } }: Props & { demand: Kind["checklist"][number] }) {
  return (
    <div className="grid gap-3">
      <RadioGroup
        name={`checklist.${id}`}
        label={says}
        choices={[
          { value: "yes", label: "Met" },
          { value: "no", label: "Not met" },
        ]}
        value={fieldIn(state, `checklist.${id}`)}
        error={fieldError(state, `checklist/${id}`)}
        required
      />
      <TextArea
        name={`reasons.${id}`}
        label={
          <>
            Why <span className="sr-only">{says}</span>
          </>
        }
        help="The section that meets it."
        rows={2}
        defaultValue={fieldIn(state, `reasons.${id}`)}
        error={fieldError(state, `reasons/${id}`)}
        required
      />
    </div>
  );
}

function SourceFields({ state, says }: Props & { says: string }) {
  return (
    <>
      <TextArea
        name="statement"
        label={says}
        help="In your own words, for those who judge it."
        rows={4}
        defaultValue={fieldIn(state, "statement")}
        error={fieldError(state, "statement")}
        required
      />
      <Line
        state={state}
        name="source"
        label="Source"
        help="The citation, such as 140 Stat. 12, section 4."
      />
      <Line
        state={state}
        name="source_url"
        label="Its address"
        help="Where the text can be read: https://…"
      />
      <Line state={state} name="source_date" label="Published on" help="Such as 2030-11-05." />
    </>
  );
}

function Line({
  state,
  name,
  label,
  help,
  fallback = "",
  isOptional = false,
}: Props & { name: string; label: string; help: string; fallback?: string; isOptional?: boolean }) {
  return (
    <TextField
      name={name}
      label={label}
      help={help}
      defaultValue={state.status === "idle" ? fallback : fieldIn(state, name)}
      error={fieldError(state, name)}
      required={!isOptional}
      autoComplete="off"
    />
  );
}
