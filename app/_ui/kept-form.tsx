"use client";

import {
  createContext,
  type ReactNode,
  type SubmitEvent,
  startTransition,
  use,
  useEffect,
  useRef,
} from "react";

const Sending = createContext(false);

/** Whether the form around this is being sent by `KeptForm`. */
export function useSending(): boolean {
  return use(Sending);
}

/**
 * A form that keeps what was typed when it is refused, passwords and choices included. React empties a form that its
 * `action` has sent, a moment after the answer is shown; here it is emptied only when it was accepted. Without
 * scripts it is a plain form, and the server gives back all but secrets.
 *
 * @param props.state and the other two as `useActionState` returns them
 * @param props.empties false for a form that is saved and worked on further
 * @param props.onEdit is given the form after each change of a field
 */
export function KeptForm({
  state,
  action,
  sending,
  className,
  empties = true,
  onEdit,
  children,
}: {
  state: { status: "idle" | "ok" | "refused" };
  action: (form: FormData) => void;
  sending: boolean;
  className?: string;
  empties?: boolean;
  onEdit?: (form: FormData) => void;
  children: ReactNode;
}) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (empties && state.status === "ok") element.current?.reset();
  }, [state, empties]);

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => action(form));
  }

  return (
    <form
      ref={element}
      action={action}
      onSubmit={send}
      onChange={(event) => onEdit?.(new FormData(event.currentTarget))}
      className={className}
      noValidate
    >
      <Sending value={sending}>{children}</Sending>
    </form>
  );
}
