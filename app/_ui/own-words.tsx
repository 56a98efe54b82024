/**
 * What someone outside wrote, as they wrote it: its direction is its own and ends with it, and a word without end
 * breaks rather than widen the page.
 */
export function OwnWords({ text }: { text: string }) {
  return (
    <p dir="auto" className="font-serif text-[16px] whitespace-pre-wrap wrap-anywhere [unicode-bidi:isolate]">
      {text}
    </p>
  );
}
