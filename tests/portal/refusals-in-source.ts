import { readFileSync } from "node:fs";
import ts from "typescript";

/** Methods of a schema whose text argument is what is said when the check fails. */
const CHECKS = new Set(["min", "max", "length", "regex", "email", "int", "refine", "number"]);

/**
 * What a source says when it refuses: the text of an `AppError`, of `message` and `error` in an object, of a name that
 * ends so, and of a schema's checks in a contract.
 *
 * @returns each text, with "3" in the gaps of a template
 */
export function saidIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const text of refusalOf(node, file.endsWith("contract.ts"))) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function refusalOf(node: ts.Node, isContract: boolean): string[] {
  if (ts.isNewExpression(node) && node.expression.getText() === "AppError") {
    return textsOf(node.arguments?.[1]);
  }
  if (ts.isPropertyAssignment(node) && /^(error|message)$/.test(node.name.getText())) {
    return textsOf(node.initializer);
  }
  if (ts.isVariableDeclaration(node) && /error$/i.test(node.name.getText())) return textsOf(node.initializer);
  if (!isContract || !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  return CHECKS.has(node.expression.name.text) ? textsOf(node.arguments.at(-1)) : [];
}

function textsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text + node.templateSpans.map(({ literal }) => `3${literal.text}`).join("")];
}
