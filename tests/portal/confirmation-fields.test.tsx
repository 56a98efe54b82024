import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";
import { signForm } from "#lib/reviews/contract";
import { ConfirmationFields, type Means } from "../../app/_edge/confirmation-fields";
import { IDLE } from "../../app/_edge/form-state";
import { inLanguage } from "../support/in-language";

// What the passkey's button calls needs a request, and none is made here.
vi.mock("../../app/_edge/passkey-actions", () => ({ startStepUp: async () => IDLE }));

function fieldsFor(means: Means): { names: string[]; hasButton: boolean } {
  const html = renderToStaticMarkup(
    inLanguage(
      "en",
      <ConfirmationFields state={IDLE} means={means} digest={"a".repeat(64)}>
        <button type="submit">Sign</button>
      </ConfirmationFields>,
    ),
  );
  const names = [...html.matchAll(/name="(\w+)"/g)].map(([, name]) => name ?? "");
  return { names, hasButton: html.includes('type="submit"') };
}

describe("the fields that confirm who one is", () => {
  it("ask for the password of those alone who have nothing stronger, as the verb does", () => {
    expect(fieldsFor({ hasTotp: false, hasPasskey: false })).toEqual({
      names: ["password"],
      hasButton: true,
    });
    expect(fieldsFor({ hasTotp: true, hasPasskey: false })).toEqual({ names: ["totp"], hasButton: true });
    expect(fieldsFor({ hasTotp: true, hasPasskey: true })).toEqual({
      names: ["totp", "passkey"],
      hasButton: true,
    });
  });

  it("leave the passkey's own button as the only one where nothing else would be taken", () => {
    expect(fieldsFor({ hasTotp: false, hasPasskey: true })).toEqual({ names: ["passkey"], hasButton: false });
  });
});

const PASSKEY = JSON.stringify({
  id: "a",
  rawId: "a",
  type: "public-key",
  response: { clientDataJSON: "a", authenticatorData: "a", signature: "a" },
});

describe("a signature", () => {
  const signed = { proposal_id: "prp_1", digest: "a".repeat(64), reason: "I read it." };

  it("takes each of the three confirmations", () => {
    expect(signForm.parse({ ...signed, password: "secret", totp: "", passkey: "" })).toMatchObject({
      password: "secret",
    });
    expect(signForm.parse({ ...signed, totp: " 123456 " })).toMatchObject({ totp: "123456" });
    expect(signForm.parse({ ...signed, passkey: PASSKEY }).passkey).toMatchObject({ type: "public-key" });
  });

  it("is refused at the field without any, and with a passkey's answer that is none", () => {
    const errorsOf = (given: Record<string, string>) =>
      signForm.safeParse({ ...signed, ...given }).error?.issues.map(({ path }) => path.join("/"));
    expect(errorsOf({ password: "", totp: "  ", passkey: "" })).toEqual(NOTHING_GIVEN.path);
    expect(errorsOf({ passkey: "{" })).toEqual(["passkey"]);
    expect(errorsOf({ password: "x", digest: "b" })).toEqual(["digest"]);
  });
});

describe("what was given", () => {
  it("is nothing when every field is empty", () => {
    const { password, totp } = confirmationFields;
    expect(isGiven({ password: password.parse(""), totp: totp.parse(undefined) })).toBe(false);
    expect(isGiven({ totp: totp.parse("1") })).toBe(true);
  });
});
