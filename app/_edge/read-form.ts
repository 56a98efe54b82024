/** Never given back to a page, whatever the form calls them besides. */
const SECRET_FIELDS = /password|totp|code|secret|key$/i;

export type FormValues = Record<string, string | string[]>;

/**
 * A form as plain data: a name with several values becomes a list, files are left out, and React's own hidden
 * fields (`$ACTION_…`) are no part of what a person sent. A NUL, which nobody types and PostgreSQL keeps in no text,
 * is dropped.
 */
export function readForm(form: FormData): FormValues {
  // A map, because a form may name its fields anything, `__proto__` included.
  const values = new Map<string, string | string[]>();
  for (const [name, entry] of form) {
    if (name.startsWith("$ACTION") || typeof entry !== "string") continue;
    const value = entry.replaceAll("\0", "");
    const standing = values.get(name);
    if (standing === undefined) values.set(name, value);
    else values.set(name, typeof standing === "string" ? [standing, value] : [...standing, value]);
  }
  return Object.fromEntries(values);
}

/** What may be shown again in the form. */
export function withoutSecrets(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELDS.test(name)));
}
