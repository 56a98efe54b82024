import { choicesOf, placeKinds } from "#lib/applications/form/labels";
import { COUNTRY_OPTIONS, PLACE_OPTIONS } from "#lib/applications/form/places";
import type { Query } from "#lib/applications/self-check";
import { SelectField, TextField } from "#ui/field";

const REGIONS = PLACE_OPTIONS.filter(({ value }) => value.includes("-"));

/** Where it would be used: a country, a region where its law differs, a city, a kind of place. */
export function PlaceFields({ query, errors }: { query: Query; errors: Readonly<Record<string, string>> }) {
  const typed = (name: string) => firstOf(query[name]) ?? "";
  return (
    <>
      <SelectField
        name="country"
        error={errors.country}
        label="Country"
        empty="Choose one"
        choices={COUNTRY_OPTIONS}
        defaultValue={typed("country")}
        required
      />
      <TextField
        name="region"
        error={errors.region}
        label="State or region"
        help="Needed in the United States: a name such as Illinois, or a code such as US-IL."
        list="regions"
        defaultValue={typed("region")}
      />
      <datalist id="regions">
        {REGIONS.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
      <TextField
        name="city"
        error={errors.city}
        label="City"
        help="Some cities have laws of their own."
        defaultValue={typed("city")}
      />
      <SelectField
        name="place"
        error={errors.place}
        label="Kind of place"
        empty="Choose one"
        choices={choicesOf(placeKinds)}
        defaultValue={typed("place")}
        required
      />
    </>
  );
}

/** The first value under a name of the address. */
export function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}
