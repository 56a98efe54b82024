import { useLocale } from "next-intl";
import { dayAndTime, shortDay } from "../_messages/formats";

/** A moment as people write it in the page's language, in UTC and saying so. */
export function Moment({ at, dayOnly = false }: { at: Date; dayOnly?: boolean }) {
  const language = useLocale();
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {dayOnly ? shortDay(language, at) : dayAndTime(language, at)}
    </time>
  );
}
