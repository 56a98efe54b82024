"use client";

import { Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";

const YEAR_SECONDS = 31_536_000;

/** Light or dark by hand; without it the page follows the system. Kept in a cookie, so that the server knows it too. */
export function ThemeToggle() {
  const t = useTranslations("shell");
  function toggle() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }
  return (
    <Button look="quiet" onClick={toggle} className="max-sm:px-2" aria-label={t("theme")}>
      <Sun aria-hidden size={16} className="hidden dark:block" />
      <Moon aria-hidden size={16} className="dark:hidden" />
    </Button>
  );
}
