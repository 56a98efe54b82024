"use client";

import { useTranslations } from "next-intl";
import type { Field, Option } from "#lib/applications/form/field";
import { Checkbox, CheckboxGroup, RadioGroup } from "#ui/choice-field";
import { SelectField, TextArea, TextField } from "#ui/field";
import { allValues, firstValue } from "./answer";
import type { FieldProps } from "./field-props";
import { RowList } from "./row-list";

/** Above this many, a list of choices is a menu. */
const RADIO_CHOICES_MAX = 6;

const INPUT_TYPES: Readonly<Record<string, string>> = { email: "email", url: "url", date: "date" };

/** The control that fits a field. What was typed is shown as it was, also where it is no possible answer. */
export function StepField(props: FieldProps) {
  const { field, name, entries, errors, countries } = props;
  const t = useTranslations("apply.step");
  const value = firstValue(entries, name);
  const common = { name, label: <Label field={field} />, help: field.help, error: errors[name] };
  switch (field.kind) {
    case "rows":
      return <RowList {...props} field={field} Inner={StepField} />;
    case "long":
      return <TextArea {...common} defaultValue={value} />;
    case "lines":
    case "places":
      return (
        <TextArea
          {...common}
          rows={3}
          defaultValue={value}
          {...(field.kind === "places" ? { autoCapitalize: "words" } : {})}
        />
      );
    case "country":
      return <Menu {...common} value={value} choices={countries} />;
    case "choice":
      return <OneOf {...common} value={value} choices={field.options} />;
    case "choices":
      return (
        <CheckboxGroup
          {...common}
          choices={withTyped(field.options, allValues(entries, name), t)}
          values={allValues(entries, name)}
        />
      );
    case "yes_no":
      return <OneOf {...common} value={value} choices={yesNo(t)} />;
    case "agree":
      return <Checkbox {...common} label={field.label} value="true" defaultChecked={value === "true"} />;
    case "number":
      return <NumberField {...common} value={value} unit={field.unit} />;
    case "place":
      return <TextField {...common} list="places" defaultValue={value} />;
    default:
      return <TextField {...common} type={inputType(field.kind, value)} defaultValue={value} />;
  }
}

type Words = ReturnType<typeof useTranslations<"apply.step">>;

function yesNo(t: Words): readonly Option[] {
  return [
    { value: "true", label: t("yes") },
    { value: "false", label: t("no") },
  ];
}

function Label({ field }: { field: Field }) {
  const t = useTranslations("apply.step");
  return (
    <>
      {field.label}
      {field.empty === undefined || field.kind === "rows" ? null : (
        <span className="font-normal text-ink-3"> {t("ifAny")}</span>
      )}
    </>
  );
}

type ChoiceProps = {
  name: string;
  label: React.ReactNode;
  help?: string | undefined;
  error?: string | undefined;
  value: string | undefined;
  choices: readonly Option[];
};

function OneOf(props: ChoiceProps) {
  const t = useTranslations("apply.step");
  const { value, choices, ...common } = props;
  if (choices.length > RADIO_CHOICES_MAX) return <Menu {...props} />;
  return (
    <RadioGroup
      {...common}
      choices={withTyped(choices, value === undefined ? [] : [value], t)}
      value={value}
    />
  );
}

function Menu({ value, choices, ...common }: ChoiceProps) {
  const t = useTranslations("apply.step");
  const shown = withTyped(choices, value === undefined ? [] : [value], t);
  return (
    <SelectField
      {...common}
      choices={shown}
      empty={t("choose")}
      defaultValue={value ?? ""}
      autoComplete="off"
    />
  );
}

/** A value from a file that the form does not offer stays visible, and can be unticked. */
function withTyped(choices: readonly Option[], values: readonly string[], t: Words): Option[] {
  const others = values.filter((value) => !choices.some((choice) => choice.value === value));
  return [...choices, ...others.map((value) => ({ value, label: t("notOffered", { value }) }))];
}

function NumberField({
  value,
  unit,
  label,
  ...common
}: { name: string; label: React.ReactNode; help?: string | undefined; error?: string | undefined } & {
  value: string | undefined;
  unit: string | undefined;
}) {
  const t = useTranslations("apply.step");
  // A text field: a number field would drop what is no number, and with it what was typed.
  return (
    <TextField
      {...common}
      label={
        unit === undefined ? (
          label
        ) : (
          <>
            {label} <span className="font-normal text-ink-2">{t("unit", { unit })}</span>
          </>
        )
      }
      inputMode="decimal"
      autoComplete="off"
      className="max-w-48"
      defaultValue={value}
    />
  );
}

/** A date field shows nothing for what is no date: then it is a text field, so that what was typed is seen. */
function inputType(kind: string, value: string | undefined): string {
  const type = INPUT_TYPES[kind] ?? "text";
  const isDate = value === undefined || value === "" || /^\d{4}-\d{2}-\d{2}$/.test(value);
  return type === "date" && !isDate ? "text" : type;
}
