import type { Language } from "./languages";
import type { Messages } from "./messages";

// A key that is not in the English catalogue fails the type check.
declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
