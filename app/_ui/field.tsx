import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { classes } from "./classes";

const INPUT =
  "w-full rounded-field border border-field bg-surface px-3 py-2 text-body text-ink placeholder:text-ink-3 aria-invalid:border-bad";

type FieldProps = {
  name: string;
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  /** Marks the field; the browser does not enforce it, so that our own words come back. */
  required?: boolean;
};

/** Ids that tie label, help and error to a control; dots of nested names are fine in ids. */
function describedBy(name: string, help: unknown, error: unknown): string | undefined {
  const ids = [help ? `${name}-help` : null, error ? `${name}-error` : null].filter((id) => id !== null);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** Label above, help under it, then the control, then what is wrong with it. */
export function FieldFrame({
  name,
  id = name,
  label,
  help,
  error,
  required,
  children,
}: FieldProps & { id?: string | undefined; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold text-ink">
        {label} {required ? <Required /> : null}
      </label>
      {help ? <Help name={id}>{help}</Help> : null}
      {children}
      {error ? <FieldError name={id}>{error}</FieldError> : null}
    </div>
  );
}

/** @param props.id where several forms of a page have a field of this name */
export function TextField({
  name,
  id = name,
  label,
  help,
  error,
  required,
  className,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "required">) {
  return (
    <FieldFrame name={name} id={id} label={label} help={help} error={error} required={required === true}>
      <input
        id={id}
        name={name}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, help, error)}
        className={classes(INPUT, className)}
        {...input}
      />
    </FieldFrame>
  );
}

/** People's own words are set in the serif. */
export function TextArea({
  name,
  label,
  help,
  error,
  required,
  className,
  ...area
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name" | "required">) {
  return (
    <FieldFrame name={name} label={label} help={help} error={error} required={required === true}>
      <textarea
        id={name}
        name={name}
        rows={4}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(name, help, error)}
        className={classes(INPUT, "font-serif", className)}
        {...area}
      />
    </FieldFrame>
  );
}

export type Choice = { value: string; label: ReactNode; help?: ReactNode };

export function SelectField({
  name,
  label,
  help,
  error,
  required,
  choices,
  empty,
  ...select
}: FieldProps & {
  choices: readonly { value: string; label: string }[];
  /** What stands there before anything is chosen. */
  empty?: string;
} & Omit<SelectHTMLAttributes<HTMLSelectElement>, "name" | "required">) {
  return (
    <FieldFrame name={name} label={label} help={help} error={error} required={required === true}>
      <select
        id={name}
        name={name}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(name, help, error)}
        className={INPUT}
        {...select}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

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
        {label} {required ? <Required /> : null}
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

function Help({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-help`} className="max-w-prose text-small text-ink-2">
      {children}
    </p>
  );
}

function FieldError({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-error`} className="text-small font-medium text-bad">
      {children}
    </p>
  );
}

function Required() {
  return <span className="font-normal text-ink-3">(required)</span>;
}
