import type { SignInVerdict } from "#lib/identity/sign-in";
import { AppError } from "#lib/platform/errors";

type Refusal = Extract<SignInVerdict, { ok: false }>["refusal"];

/** What the sign-in page says. It is asked for the code, by the pointer `/totp`, only once the password was right. */
export function signInRefusal(refusal: Refusal): AppError {
  switch (refusal) {
    case "locked":
      return new AppError(
        "sign_in_locked",
        "Too many failed attempts. Wait a quarter of an hour, then try again.",
      );
    case "totp_required":
      return withCode("Now the code of your authenticator.", "the six digits that it shows");
    case "totp_wrong":
      return withCode("The code is not right, or was used already.", "wait for the next one");
    case "passkey_wrong":
      return new AppError("sign_in_failed", "This passkey does not open an account here. Use your password.");
    case "wrong":
      return new AppError("sign_in_failed", "The e-mail address or the password is not right.");
  }
}

function withCode(detail: string, message: string): AppError {
  return new AppError("sign_in_failed", detail, { errors: [{ pointer: "/totp", message }] });
}
