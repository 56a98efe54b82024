/**
 * A form in which the text of a chosen file stands where it would have been pasted. Without a file it is the
 * form as it was sent.
 */
export async function withFileText(form: FormData, names: { file: string; text: string }): Promise<FormData> {
  const file = form.get(names.file);
  if (!(file instanceof File) || file.size === 0) return form;
  const filled = new FormData();
  for (const [name, value] of form)
    if (name !== names.file && name !== names.text) filled.append(name, value);
  filled.set(names.text, await file.text());
  return filled;
}
