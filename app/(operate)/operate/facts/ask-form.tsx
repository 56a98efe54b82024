import { placeName } from "#lib/applications/form/places";
import type { FactDesk } from "#lib/policy/fact-view";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import type { FactsAsked } from "./address";

/** A plain GET form: what is asked is the address, and works without scripts. */
export function AskForm({ desk, asked: { typed, errors } }: { desk: FactDesk; asked: FactsAsked }) {
  return (
    <search aria-label="Legal facts">
      <form
        method="get"
        action="/operate/facts"
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto] print:hidden"
        noValidate
      >
        <SelectField
          name="fact"
          label="Kind"
          empty="Any"
          choices={desk.kinds.map(({ fact, title }) => ({ value: fact, label: title }))}
          defaultValue={typed.fact}
          error={errors.fact}
        />
        <SelectField
          name="place"
          label="Place"
          empty="Anywhere"
          choices={desk.places.map((value) => ({ value, label: placeName(value) }))}
          defaultValue={typed.place}
          error={errors.place}
        />
        <TextField
          name="on"
          label="In force on"
          placeholder={desk.answer.on}
          defaultValue={typed.on}
          error={errors.on}
          autoComplete="off"
        />
        <TextField
          name="known"
          label="As known on"
          placeholder={desk.answer.known}
          defaultValue={typed.known}
          error={errors.known}
          autoComplete="off"
        />
        <div>
          <Button type="submit">Show</Button>
        </div>
      </form>
    </search>
  );
}
