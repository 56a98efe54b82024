import type { FieldError } from "#lib/platform/errors";
import { Section } from "#ui/page";
import { Table } from "#ui/table";

const SHOWN_MAX = 200;

/** What is wrong with a text, field by field, and what would be right. */
export function PackErrors({ errors }: { errors: readonly FieldError[] }) {
  const count = errors.length === 1 ? "One thing is" : `${errors.length} things are`;
  return (
    <Section
      id="errors"
      title={`${count} not right yet`}
      lead="It is kept as typed, and cannot be tried or released. Pointers lead into the JSON (RFC 6901)."
    >
      <Table
        caption="What is wrong with the draft"
        columns={[
          { key: "pointer", head: "Where" },
          { key: "message", head: "What would be right" },
        ]}
        rows={errors.slice(0, SHOWN_MAX).map(({ pointer, message }, at) => ({
          key: `${at} ${pointer}`,
          cells: [
            <code key="pointer" className="font-mono text-small break-all">
              {pointer === "" ? "the whole text" : pointer}
            </code>,
            message,
          ],
        }))}
      />
      {errors.length > SHOWN_MAX ? <p className="text-ink-2">And {errors.length - SHOWN_MAX} more.</p> : null}
    </Section>
  );
}
