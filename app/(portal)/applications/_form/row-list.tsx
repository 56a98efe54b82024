"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentType, useRef, useState } from "react";
import type { RowsField } from "#lib/applications/form/field";
import { Button } from "#ui/button";
import { describedBy, FieldError, Help } from "#ui/field-frame";
import type { FieldProps } from "./field-props";

/**
 * A list of objects, a row each. Rows keep their number while the page is open; the form is read with gaps.
 * Without scripts the buttons post the form, which is saved and comes back with a row more or less.
 */
export function RowList({
  field,
  name,
  entries,
  errors,
  countries,
  rowCount,
  Inner,
}: FieldProps & { field: RowsField; Inner: ComponentType<FieldProps> }) {
  const t = useTranslations("apply.step");
  const least = field.empty === undefined ? 1 : 0;
  const [rows, setRows] = useState(() =>
    Array.from({ length: Math.max(rowCount, least) }, (_, index) => index),
  );
  const next = useRef(rows.length);
  const list = useRef<HTMLFieldSetElement>(null);

  function add() {
    const row = next.current;
    next.current += 1;
    setRows([...rows, row]);
    requestAnimationFrame(() => focusIn(list.current, `[data-row="${row}"] :is(input, select, textarea)`));
  }
  function remove(row: number) {
    setRows(rows.filter((one) => one !== row));
    // The page's own listener saves on change; taking a row out is one.
    requestAnimationFrame(() => {
      list.current?.dispatchEvent(new Event("change", { bubbles: true }));
      focusIn(list.current, "[data-add]");
    });
  }

  return (
    <fieldset
      ref={list}
      id={name}
      tabIndex={-1}
      className="grid gap-3"
      aria-describedby={describedBy(name, field.help, errors[name])}
    >
      <legend className="mb-1 text-sm font-semibold">
        <span data-words>{field.label}</span>
        {least === 0 ? <span className="font-normal text-ink-3"> {t("ifAny")}</span> : null}
      </legend>
      {field.help ? <Help name={name}>{field.help}</Help> : null}
      {errors[name] ? <FieldError name={name}>{errors[name]}</FieldError> : null}
      {rows.map((row, position) => (
        <fieldset key={row} data-row={row} className="grid gap-4 border-s-2 border-rule-2 ps-4">
          <legend className="float-left mb-1 flex w-full items-center justify-between gap-2 text-small font-medium text-ink-2">
            {t("row", { item: capitalised(field.item), number: position + 1 })}
          </legend>
          {field.fields.map((inner) => (
            <Inner
              key={inner.name}
              field={inner}
              name={`${name}.${row}.${inner.name}`}
              entries={entries}
              errors={errorsAt(errors, name, position, row)}
              countries={countries}
              rowCount={0}
            />
          ))}
          <div>
            <Button
              type="submit"
              look="quiet"
              name="remove"
              value={`${name}.${row}`}
              formNoValidate
              onClick={keepPage(() => remove(row))}
            >
              <Trash2 aria-hidden size={15} /> {t("takeOut", { item: field.item, number: position + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button type="submit" data-add name="add" value={name} formNoValidate onClick={keepPage(add)}>
          <Plus aria-hidden size={15} /> {field.add}
        </Button>
      </div>
    </fieldset>
  );
}

/** The server counts rows as they stand; a row keeps the number that it was made with. */
function errorsAt(
  errors: Readonly<Record<string, string>>,
  list: string,
  position: number,
  row: number,
): Readonly<Record<string, string>> {
  if (position === row) return errors;
  const start = `${list}.${position}.`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => name.startsWith(start))
      .map(([name, message]) => [`${list}.${row}.${name.slice(start.length)}`, message]),
  );
}

function keepPage(change: () => void) {
  return (event: React.MouseEvent) => {
    event.preventDefault();
    change();
  };
}

function focusIn(element: HTMLElement | null, selector: string): void {
  element?.querySelector<HTMLElement>(selector)?.focus();
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
