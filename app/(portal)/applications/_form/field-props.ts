import type { Field, Option } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";

export type FieldProps = {
  field: Field;
  /** Full name in the form: `deployment.sites.0.city`. */
  name: string;
  entries: Entries;
  errors: Readonly<Record<string, string>>;
  countries: readonly Option[];
  /** Number of rows of a list, also of those in which nothing stands yet. */
  rowCount: number;
};
