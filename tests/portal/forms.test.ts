import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/platform/errors";
import { fieldError, typed, typedList } from "../../app/_edge/form-state";
import { readForm, withoutSecrets } from "../../app/_edge/read-form";
import { runPublicAction } from "../../app/_edge/run-action";
import { browserOf } from "../../app/(auth)/account/browser-name";

function form(...entries: readonly (readonly [string, string | File])[]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("reading a form", () => {
  it("leaves out React's own fields and files, and makes a list of what was sent twice", () => {
    const data = form(
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", "{}"],
      ["name", "Amara"],
      ["site", "LHR"],
      ["site", "EDI"],
      ["site", "MAN"],
      ["file", new File(["x"], "x.pdf")],
    );
    expect(readForm(data)).toEqual({ name: "Amara", site: ["LHR", "EDI", "MAN"] });
  });

  it.each(["__proto__", "constructor", "toString"])("reads a field named %s as a field", (name) => {
    const values = readForm(form([name, "a"], [name, "b"]));
    expect(Object.getOwnPropertyDescriptor(values, name)?.value).toEqual(["a", "b"]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it("drops a NUL, which the database would refuse", () => {
    expect(readForm(form(["name", "Ama\0ra"]))).toEqual({ name: "Amara" });
  });

  it("gives no password, code or secret back", () => {
    const values = { email: "a@b.example", password: "x", new_password: "x", totp: "1", current_code: "2" };
    expect(withoutSecrets(values)).toEqual({ email: "a@b.example" });
  });
});

describe("an action", () => {
  const schema = z.strictObject({ name: z.string().min(2, "your name"), note: z.string().optional() });
  const send = (data: FormData, verb: (input: { name: string }) => Promise<unknown> = async () => "done") =>
    runPublicAction(schema, data, verb);

  it("answers ok with the verb's value", async () => {
    expect(await send(form(["name", "Amara"]))).toEqual({ status: "ok", value: "done" });
  });

  it("refuses a field that the form does not have, and calls no verb", async () => {
    const state = await send(form(["name", "Amara"], ["role", "admin"]), async () => {
      throw new Error("called");
    });
    expect(state).toMatchObject({ status: "refused", code: "invalid_request" });
    expect(fieldError(state, "role")).toMatch(/not a field/);
    expect(typed(state, "name")).toBe("Amara");
  });

  it("turns a refusal into form state, with what was typed", async () => {
    const state = await send(form(["name", "Amara"], ["note", "a"], ["note", "b"]), async () => "done");
    expect(fieldError(state, "note")).toBeDefined();
    expect(typedList(state, "note")).toEqual(["a", "b"]);
    // An empty group of boxes sends nothing: it comes back empty, and not as it was suggested.
    expect(typedList(state, "scopes")).toEqual([]);
    const refused = await send(form(["name", "Amara"]), async () => {
      throw new AppError("wrong_state", "It was withdrawn.");
    });
    expect(refused).toMatchObject({ status: "refused", code: "wrong_state", message: "It was withdrawn." });
    expect(typed(refused, "name")).toBe("Amara");
  });

  it("does not dress a bug up as a refusal", async () => {
    const bug = send(form(["name", "Amara"]), async () => {
      throw new TypeError("undefined is not a function");
    });
    await expect(bug).rejects.toThrow(TypeError);
  });

  it("points into the input as RFC 6901 says", async () => {
    const nested = z.strictObject({ "a/b": z.string().min(9, "longer") });
    const state = await runPublicAction(nested, form(["a/b", "x"]), async () => 1);
    expect(state).toMatchObject({ errors: [{ pointer: "/a~1b", message: "longer" }] });
  });
});

describe("a browser's name", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      { browser: "Firefox 140", system: "Linux" },
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      { browser: "Edge 140", system: "Windows" },
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      { browser: "Safari 18", system: "iOS" },
    ],
    ["", { browser: null, system: null }],
    ["curl/8.0", { browser: "curl/8.0", system: null }],
  ])("%s", (userAgent, name) => {
    expect(browserOf(userAgent)).toEqual(name);
  });
});
