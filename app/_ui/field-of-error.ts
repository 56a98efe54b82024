/**
 * The field of a form that an error points at, or that holds what it points at: `/cidrs/0` is in the field `cidrs`.
 * By name and not by id, since several forms of one page may have a field of the same name.
 */
export function fieldOfError(form: HTMLFormElement | null, pointer: string): HTMLElement | null {
  const fields = [...(form?.elements ?? [])].filter((one) => one instanceof HTMLElement);
  const parts = pointer.slice(1).split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join(".");
    const isIt = (one: Element) => one.id === name || one.getAttribute("name") === name;
    const found = fields.find((one) => isIt(one) && one.getAttribute("type") !== "hidden");
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * What the page calls the field that an error points at: the words of its label or legend (`data-words`), and the numbers
 * of its rows, which people count from one.
 *
 * @returns null where the page has no such words
 */
export function nameOfField(form: HTMLFormElement | null, pointer: string): string | null {
  const field = fieldOfError(form, pointer);
  const labelled = field as Partial<Pick<HTMLInputElement, "labels">> | null;
  const label =
    field instanceof HTMLFieldSetElement ? field.querySelector(":scope > legend") : labelled?.labels?.[0];
  const words = label?.querySelector("[data-words]")?.textContent?.trim() ?? "";
  const rows = pointer.split("/").filter((part) => /^\d+$/.test(part));
  return words === "" ? null : [words, ...rows.map((row) => Number(row) + 1)].join(" ");
}
