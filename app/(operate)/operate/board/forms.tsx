"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { SelectField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { endSeat, seat } from "./actions";

/** Gives someone who holds the role a seat, as what they are. */
export function SeatForm({ people }: { people: readonly { value: string; label: string }[] }) {
  const [state, action, sending] = useActionState(seat, IDLE);
  const field = (name: string) => ({ name, value: typed(state, name), error: fieldError(state, name) });
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-4">
      <FormMessage state={state} ok="Seated, and on record." />
      <SelectField
        name="person_id"
        label="Who"
        empty="Choose"
        choices={people}
        defaultValue={typed(state, "person_id")}
        error={fieldError(state, "person_id")}
        required
      />
      <RadioGroup
        {...field("is_external")}
        label="From outside the house"
        choices={[
          { value: "yes", label: "Yes, external" },
          { value: "no", label: "No, of the house" },
        ]}
        required
      />
      <RadioGroup
        {...field("is_technical")}
        label="A technical specialist"
        choices={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
        required
      />
      <div>
        <SubmitButton busy="Seating…">Seat this person</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function EndSeatForm({ seatId, name }: { seatId: string; name: string }) {
  const [state, action, sending] = useActionState(endSeat, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="seat_id" value={seatId} />
      <SubmitButton look="quiet" aria-label={`End the seat of ${name}`}>
        End the seat
      </SubmitButton>
    </KeptForm>
  );
}
