import { useTranslations } from "next-intl";
import { PLACE_OPTIONS } from "#lib/applications/form/places";
import type { Query } from "#lib/applications/self-check";
import { SelectField, TextField } from "#ui/field";
import { useChoices } from "../../_messages/choices";
import { useCountries } from "../../_messages/countries";

const REGIONS = PLACE_OPTIONS.filter(({ value }) => value.includes("-"));

/** Where it would be used: a country, a region where its law differs, a city, a kind of place. */
export function PlaceFields({ query, errors }: { query: Query; errors: Readonly<Record<string, string>> }) {
  const t = useTranslations("selfCheck");
  const choices = useChoices();
  const countries = useCountries();
  const typed = (name: string) => firstOf(query[name]) ?? "";
  return (
    <>
      <SelectField
        name="country"
        error={errors.country}
        label={t("country")}
        empty={t("choose")}
        choices={countries}
        defaultValue={typed("country")}
        required
      />
      <TextField
        name="region"
        error={errors.region}
        label={t("region")}
        help={t("regionHelp")}
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
        label={t("city")}
        help={t("cityHelp")}
        defaultValue={typed("city")}
      />
      <SelectField
        name="place"
        error={errors.place}
        label={t("placeKind")}
        empty={t("choose")}
        choices={choices("placeKinds")}
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
