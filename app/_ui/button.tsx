"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { classes } from "./classes";
import { useSending } from "./kept-form";

export type ButtonLook = "plain" | "primary" | "danger" | "quiet";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-field border px-3.5 py-2 text-sm leading-5 font-medium no-underline disabled:cursor-not-allowed disabled:opacity-60";
const LOOKS: Readonly<Record<ButtonLook, string>> = {
  plain: "border-rule-2 bg-surface text-ink hover:bg-sunken",
  primary: "border-accent bg-accent text-accent-ink hover:opacity-90",
  danger: "border-rule-2 bg-surface text-bad hover:border-bad hover:bg-bad-soft",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
};

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook; children: ReactNode };

/** A button; `type="button"` unless said otherwise. */
export function Button({ look = "plain", className, type = "button", ...rest }: Props) {
  return <button type={type} className={classes(BASE, LOOKS[look], className)} {...rest} />;
}

/** Sends its form, and says so while that takes. Without scripts it is a plain submit button. */
export function SubmitButton({ look = "primary", children, busy, ...rest }: Props & { busy?: string }) {
  const t = useTranslations("ui");
  const status = useFormStatus();
  const kept = useSending();
  const pending = status.pending || kept;
  return (
    <Button type="submit" look={look} aria-disabled={pending} {...rest}>
      {pending ? (busy ?? t("sending")) : children}
    </Button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  href,
  look = "plain",
  className,
  children,
}: {
  href: string;
  look?: ButtonLook;
  className?: string;
  children: ReactNode;
}) {
  const looks = classes(BASE, LOOKS[look], className);
  // What is downloaded is no page: Link would ask for it ahead, and have it made for nothing.
  if (href.startsWith("/api/")) {
    return (
      <a href={href} className={looks}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={looks}>
      {children}
    </Link>
  );
}
