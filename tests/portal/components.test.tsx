import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CheckboxGroup } from "#ui/choice-field";
import { Digest } from "#ui/digest";
import { SelectField, TextField } from "#ui/field";
import { inLanguage } from "../support/in-language";

describe("a digest", () => {
  it("is shown in groups of eight that no line breaks inside", () => {
    const markup = renderToStaticMarkup(inLanguage("en", <Digest value={"0123456789abcdef".repeat(4)} />));
    const groups = [...markup.matchAll(/<span class="whitespace-nowrap">([0-9a-f]{8})<\/span> /g)];
    expect(groups.map(([, group]) => group).join("")).toBe("0123456789abcdef".repeat(4));
    expect(markup).not.toContain("break-all");
  });
});

describe("a field", () => {
  const choices = [
    { value: "a", label: "A" },
    { value: "b", label: "B" },
  ];

  it("says what is wrong with it where assistive technology looks", () => {
    const select = <SelectField name="scope" label="Scope" choices={choices} error="choose one" help="one" />;
    const markup = renderToStaticMarkup(inLanguage("en", select));
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toContain('aria-describedby="scope-help scope-error"');
    expect(markup).toContain('<p id="scope-error"');
    const group = <CheckboxGroup name="scopes" label="Scopes" choices={choices} error="tick one" />;
    expect(renderToStaticMarkup(inLanguage("en", group))).toContain('aria-describedby="scopes-error"');
  });

  it("says it in the page's language, also what has a number in it", () => {
    const said = (error: string) =>
      renderToStaticMarkup(inLanguage("fr", <TextField name="title" label="Nom" error={error} />));
    expect(said("Fill this in")).toContain("Remplissez ce champ");
    expect(said("Shorten it to 120 characters")).toContain("à 120 caractères");
    expect(said("The name, up to 300 characters")).toContain("300 caractères au plus");
    expect(said("Add at least one site")).toContain("Ajoutez-en au moins un");
    expect(said("Something that nobody has translated")).toContain("Something that nobody has translated");
  });

  it("shows what was chosen before", () => {
    const select = <SelectField name="scope" label="Scope" choices={choices} defaultValue="b" />;
    expect(renderToStaticMarkup(select)).toContain('<option value="b" selected="">');
  });
});
