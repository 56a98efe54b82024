import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Said } from "./said";

export type FieldProps = {
  name: string;
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  /** Marks the field; the browser does not enforce it, so that our own words come back. */
  required?: boolean;
};

/** Ids that tie label, help and error to a control; dots of nested names are fine in ids. */
export function describedBy(name: string, help: unknown, error: unknown): string | undefined {
  const ids = [help ? `${name}-help` : null, error ? `${name}-error` : null].filter((id) => id !== null);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** Label above, help under it, then the control, then what is wrong with it. */
export function FieldFrame({
  name,
  id = name,
  label,
  help,
  error,
  required,
  children,
}: FieldProps & { id?: string | undefined; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold text-ink">
        <span data-words>{label}</span> {required ? <Required /> : null}
      </label>
      {help ? <Help name={id}>{help}</Help> : null}
      {children}
      {error ? <FieldError name={id}>{error}</FieldError> : null}
    </div>
  );
}

export function Help({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-help`} className="max-w-prose text-small text-ink-2">
      {children}
    </p>
  );
}

export function FieldError({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-error`} className="text-small font-medium text-bad">
      {typeof children === "string" ? <Said>{children}</Said> : children}
    </p>
  );
}

export function Required() {
  const t = useTranslations("ui");
  return <span className="font-normal text-ink-3">{t("required")}</span>;
}
