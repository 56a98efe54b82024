const DAY_AND_TIME = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A moment as people write it, in UTC and saying so. */
export function Moment({ at, dayOnly = false }: { at: Date; dayOnly?: boolean }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {dayOnly ? DAY.format(at) : `${DAY_AND_TIME.format(at)} UTC`}
    </time>
  );
}
