/** A form whose file, where one was chosen, has taken the place of what was typed: it is given back like typed text. */
export async function withUploadedText(form: FormData): Promise<FormData> {
  const sent = new FormData();
  for (const [name, value] of form) {
    if (name !== "file") sent.append(name, value);
  }
  const file = form.get("file");
  if (file instanceof File && file.size > 0) sent.set("text", await file.text());
  return sent;
}
