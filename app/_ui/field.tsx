import type { InputHTMLAttributes, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { classes } from "./classes";
import { describedBy, FieldFrame, type FieldProps } from "./field-frame";

const INPUT =
  "w-full rounded-field border border-field bg-surface px-3 py-2 text-body text-ink placeholder:text-ink-3 aria-invalid:border-bad";

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

/** People's own words are set in the serif. @param props.id where several forms of a page have a field of this name */
export function TextArea({
  name,
  id = name,
  label,
  help,
  error,
  required,
  className,
  ...area
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name" | "required">) {
  return (
    <FieldFrame name={name} id={id} label={label} help={help} error={error} required={required === true}>
      <textarea
        id={id}
        name={name}
        rows={4}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, help, error)}
        className={classes(INPUT, "font-serif", className)}
        {...area}
      />
    </FieldFrame>
  );
}

/**
 * A menu. A new one is made when its default changes: React resets a form that its action has sent, and a select that
 * stays is then back at its first default, not at what was chosen and refused.
 */
export function SelectField({
  name,
  id = name,
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
    <FieldFrame name={name} id={id} label={label} help={help} error={error} required={required === true}>
      <select
        key={String(select.defaultValue)}
        id={id}
        name={name}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, help, error)}
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
