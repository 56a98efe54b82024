import type { ReactNode } from "react";
import { describedBy, FieldError, type FieldProps, Help, Required } from "./field-frame";

export type Choice = { value: string; label: ReactNode; help?: ReactNode };

/** One of several, each with its own line. */
export function RadioGroup({
  name,
  label,
  help,
  error,
  required,
  choices,
  value,
}: FieldProps & { choices: readonly Choice[]; value?: string | undefined }) {
  return (
    <ChoiceFrame name={name} label={label} help={help} error={error} required={required === true}>
      {choices.map((choice) => (
        <ChoiceLine
          key={choice.value}
          name={name}
          choice={choice}
          type="radio"
          checked={choice.value === value}
        />
      ))}
    </ChoiceFrame>
  );
}

/** Any of several; an unchecked group sends nothing. */
export function CheckboxGroup({
  name,
  label,
  help,
  error,
  required,
  choices,
  values = [],
}: FieldProps & { choices: readonly Choice[]; values?: readonly string[] }) {
  return (
    <ChoiceFrame name={name} label={label} help={help} error={error} required={required === true}>
      {choices.map((choice) => (
        <ChoiceLine
          key={choice.value}
          name={name}
          choice={choice}
          type="checkbox"
          checked={values.includes(choice.value)}
        />
      ))}
    </ChoiceFrame>
  );
}

/** One box with its sentence. */
export function Checkbox({
  name,
  label,
  help,
  error,
  value = "yes",
  defaultChecked,
}: FieldProps & { value?: string; defaultChecked?: boolean }) {
  return (
    <div className="grid gap-1">
      <ChoiceLine
        name={name}
        type="checkbox"
        checked={defaultChecked === true}
        choice={{ value, label, help }}
        id={name}
        describedBy={error ? `${name}-error` : undefined}
      />
      {error ? <FieldError name={name}>{error}</FieldError> : null}
    </div>
  );
}

function ChoiceFrame({ name, label, help, error, required, children }: FieldProps & { children: ReactNode }) {
  return (
    <fieldset
      id={name}
      tabIndex={-1}
      className="grid gap-1.5"
      aria-describedby={describedBy(name, help, error)}
    >
      <legend className="mb-1.5 text-sm font-semibold text-ink">
        <span data-words>{label}</span> {required ? <Required /> : null}
      </legend>
      {help ? <Help name={name}>{help}</Help> : null}
      <div className="grid gap-2">{children}</div>
      {error ? <FieldError name={name}>{error}</FieldError> : null}
    </fieldset>
  );
}

function ChoiceLine({
  name,
  choice,
  type,
  checked,
  id = `${name}-${choice.value}`,
  describedBy: ids,
}: {
  name: string;
  choice: Choice;
  type: "radio" | "checkbox";
  checked: boolean;
  id?: string;
  describedBy?: string | undefined;
}) {
  return (
    <div className="grid grid-cols-[auto_1fr] items-start gap-x-2.5">
      <input
        id={id}
        type={type}
        name={name}
        value={choice.value}
        defaultChecked={checked}
        aria-describedby={ids}
        className="mt-1 size-4 accent-accent"
      />
      <label htmlFor={id} className="text-body">
        {choice.label}
        {choice.help ? <span className="block text-small text-ink-2">{choice.help}</span> : null}
      </label>
    </div>
  );
}
