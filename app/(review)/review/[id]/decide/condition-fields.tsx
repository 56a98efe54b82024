import { operations } from "#lib/applications/form/labels";
import type { GrantInput } from "#lib/grants/compile-grant";
import type { DecisionConditions } from "#lib/reviews/conditions";
import { CheckboxGroup } from "#ui/choice-field";
import { SelectField, TextArea, TextField } from "#ui/field";
import { type FormState, fieldError, typed, typedList } from "../../../../_edge/form-state";

export type Imposed = { id: string; text: string; from: readonly string[] };
export type Floor = { threshold: number; fmr: number; fnmr: number };

type Props = {
  suggested: DecisionConditions;
  state: FormState;
  imposed: readonly Imposed[];
  floors: readonly Floor[];
  input: Omit<GrantInput, "conditions">;
};

type NumberField = {
  [K in keyof DecisionConditions]-?: DecisionConditions[K] extends number ? K : never;
}[keyof DecisionConditions];

const NUMBERS: readonly { name: NumberField; label: string; help?: string }[] = [
  { name: "top_k", label: "Candidates a search returns, at most", help: "1 to 5" },
  { name: "faces_max", label: "Faces enrolled, at most", help: "0 where templates stay with the person" },
  {
    name: "retention_probe_seconds",
    label: "Photographs kept, seconds",
    help: "0: only while the call runs",
  },
  { name: "retention_template_days", label: "Templates kept, days" },
  { name: "retention_result_hours", label: "Results kept, hours" },
  { name: "rate_per_second", label: "Calls a second" },
  { name: "burst", label: "Calls at once, burst" },
  { name: "concurrent_jobs", label: "Jobs at the same time" },
  { name: "monthly_quota", label: "Calls a month" },
];

/** Structured choices, each a clause of the grant; what a rule imposes is shown and cannot be taken out. */
export function ConditionFields({ suggested, state, imposed, floors, input }: Props) {
  const { deployment } = input.application;
  const offered = deployment.sites.filter(({ name }) => !input.struckSites.includes(name));
  return (
    <div className="grid content-start gap-5">
      <input type="hidden" name="model_id" value={suggested.model_id} />
      <ImposedList imposed={imposed} />
      <CheckboxGroup
        name="operations"
        label="Operations"
        choices={deployment.operations.map((value) => ({ value, label: operationWords(value) }))}
        values={typedList(state, "operations") ?? suggested.operations}
        error={fieldError(state, "operations")}
      />
      <CheckboxGroup
        name="site_names"
        label="Sites"
        help={
          input.struckSites.length === 0 ? undefined : `Struck by a rule: ${input.struckSites.join(", ")}`
        }
        choices={offered.map(({ name }) => ({ value: name, label: name }))}
        values={typedList(state, "site_names") ?? suggested.site_names}
        error={fieldError(state, "site_names")}
      />
      <FloorField suggested={suggested} state={state} floors={floors} />
      <Choice
        name="consent"
        label="Consent for each enrolment"
        values={CONSENT}
        suggested={suggested}
        state={state}
      />
      <Choice
        name="instrument"
        label="Judicial instrument for each use"
        values={INSTRUMENT}
        suggested={suggested}
        state={state}
      />
      <Choice
        name="human_review"
        label="People who see candidates before release"
        values={REVIEW}
        suggested={suggested}
        state={state}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        {NUMBERS.map(({ name, label, help }) => (
          <TextField
            key={name}
            name={name}
            label={label}
            help={help}
            inputMode="numeric"
            defaultValue={typed(state, name) ?? String(suggested[name])}
            error={fieldError(state, name)}
          />
        ))}
        <TextField
          name="expires_on"
          label="Last day"
          help={`the application ends on ${deployment.ends_on}`}
          type="date"
          defaultValue={typed(state, "expires_on") ?? suggested.expires_on}
          error={fieldError(state, "expires_on")}
        />
      </div>
      <TextArea
        name="further"
        label="Further conditions, one a line"
        help="In words: people check them, the worker pool does not."
        rows={3}
        defaultValue={typed(state, "further") ?? suggested.further.join("\n")}
        error={fieldError(state, "further")}
      />
    </div>
  );
}

const CONSENT = [
  { value: "required", label: "required" },
  { value: "not", label: "not asked for" },
];
const INSTRUMENT = CONSENT;
const REVIEW = [
  { value: "none", label: "none" },
  { value: "one", label: "one" },
  { value: "two_blind", label: "two, neither seeing the other's answer" },
];

function Choice({
  name,
  label,
  values,
  suggested,
  state,
}: {
  name: "consent" | "instrument" | "human_review";
  label: string;
  values: readonly { value: string; label: string }[];
  suggested: DecisionConditions;
  state: FormState;
}) {
  return (
    <SelectField
      name={name}
      label={label}
      choices={values}
      defaultValue={typed(state, name) ?? suggested[name]}
      error={fieldError(state, name)}
    />
  );
}

function FloorField({ suggested, state, floors }: Pick<Props, "suggested" | "state" | "floors">) {
  return (
    <SelectField
      name="threshold_floor"
      label="Least similarity of a match"
      help={`Model ${suggested.model_id}, rates as measured on its calibration set; a call may ask for more, never less.`}
      choices={floors.map(({ threshold, fmr, fnmr }) => ({
        value: String(threshold),
        label: `${threshold.toFixed(2)}: one false match in ${Math.round(1 / fmr).toLocaleString("en-GB")}, ${(100 * fnmr).toFixed(1)} % missed`,
      }))}
      defaultValue={typed(state, "threshold_floor") ?? String(suggested.threshold_floor)}
      error={fieldError(state, "threshold_floor")}
    />
  );
}

function operationWords(value: string): string {
  return Object.entries(operations).find(([known]) => known === value)?.[1] ?? value;
}

function ImposedList({ imposed }: { imposed: readonly Imposed[] }) {
  if (imposed.length === 0) return null;
  return (
    <div className="grid gap-1.5" id="rule_conditions">
      <p className="text-sm font-semibold">Imposed by rules; they stay</p>
      <ul className="grid gap-1 text-sm">
        {imposed.map(({ id, text, from }) => (
          <li key={id}>
            <input type="hidden" name="rule_conditions" value={id} />
            {text} <span className="font-mono text-small text-ink-2">{from.join(", ")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
