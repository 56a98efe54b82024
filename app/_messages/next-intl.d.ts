import type { Messages } from "./en";
import type { Language } from "./languages";

// A key that is not in the English catalogue fails the type check.
declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
