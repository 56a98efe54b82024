import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const APP = path.resolve(import.meta.dirname, "../../app");
/** Where all text comes from the catalogue: public and applicant pages, and what they are made of. */
const FOLDERS = ["(public)", "(portal)", "(auth)", "_ui", "_edge"];
/** Attributes that people read or hear. */
const READ = new Set([
  "aria-label",
  "title",
  "lead",
  "label",
  "help",
  "placeholder",
  "alt",
  "ok",
  "busy",
  "empty",
  "caption",
]);
const SHOWN = new Set(["head", "term", "title", "description"]);
/** Names of things, the same in every language. */
const NAMES = new Set(["Countersign", "sha256", "JSON", "CSV", "Atom", "PDF", "csk_live_"]);

type Found = { file: string; line: number; text: string };

describe("text of public and applicant pages", () => {
  const files = FOLDERS.flatMap((folder) => sourcesIn(path.join(APP, folder)));

  it("comes from the catalogue: none stands in a page, nor in a label of it", () => {
    const found = files.flatMap((file) => literalsIn(path.relative(APP, file), readFileSync(file, "utf8")));
    expect(found).toEqual([]);
  });

  it("would be found: between tags, in an attribute, in a choice of two, in a template", () => {
    const source = `const one = <p>Some words</p>;
const two = <Field label="A label" name="name" />;
const three = <p>{isSo ? "These" : "Those"}</p>;
const four = <Field help={\`Up to \${count} of them\`} />;
const five = <p title={t("key")}>{t("other")} · 12 % <code>npm test</code></p>;
const six = { key: "name", head: "A column" };`;
    expect(literalsIn("page.tsx", source).map(({ line, text }) => `${line} ${text}`)).toEqual([
      "1 Some words",
      "2 A label",
      "3 These",
      "3 Those",
      "4 Up to ",
      "4  of them",
      "6 A column",
    ]);
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => path.join(folder, name))
    .toSorted();
}

function literalsIn(file: string, text: string): Found[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    if (isCode(node)) return;
    for (const shown of shownBy(node)) {
      const words = ts.isJsxText(shown) ? shown.text.trim() : shown.text;
      if (!/\p{L}{2}/u.test(words) || NAMES.has(words.trim())) continue;
      const { line } = source.getLineAndCharacterOfPosition(shown.getStart());
      found.push({ file, line: line + 1, text: words });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A command, a key: the same in every language. */
function isCode(node: ts.Node): boolean {
  return ts.isJsxElement(node) && node.openingElement.tagName.getText() === "code";
}

/** What a node puts before people as it stands. */
function shownBy(node: ts.Node): readonly (ts.JsxText | Literal)[] {
  if (ts.isJsxText(node)) return [node];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return literalsOf(node.expression);
  if (ts.isJsxAttribute(node) && READ.has(node.name.getText())) {
    const { initializer } = node;
    const isBraced = initializer !== undefined && ts.isJsxExpression(initializer);
    return literalsOf(isBraced ? initializer.expression : initializer);
  }
  // Columns, terms and choices, and what a page's tab is called.
  if (ts.isPropertyAssignment(node) && SHOWN.has(node.name.getText())) return literalsOf(node.initializer);
  return [];
}

type Literal = ts.StringLiteral | ts.TemplateLiteralLikeNode;

/** What an expression may show as it stands: its own literals, not those that it passes to a function or compares with. */
function literalsOf(node: ts.Node | undefined): Literal[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (ts.isTemplateExpression(node)) return [node.head, ...node.templateSpans.map(({ literal }) => literal)];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return [...literalsOf(node.left), ...literalsOf(node.right)];
  return [];
}
