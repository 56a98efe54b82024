import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CheckboxGroup } from "#ui/choice-field";
import { Digest } from "#ui/digest";
import { SelectField } from "#ui/field";
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
    const markup = renderToStaticMarkup(select);
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toContain('aria-describedby="scope-help scope-error"');
    expect(markup).toContain('<p id="scope-error"');
    const group = <CheckboxGroup name="scopes" label="Scopes" choices={choices} error="tick one" />;
    expect(renderToStaticMarkup(group)).toContain('aria-describedby="scopes-error"');
  });

  it("shows what was chosen before", () => {
    const select = <SelectField name="scope" label="Scope" choices={choices} defaultValue="b" />;
    expect(renderToStaticMarkup(select)).toContain('<option value="b" selected="">');
  });
});
