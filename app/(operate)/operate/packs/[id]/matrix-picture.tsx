import type { Cell } from "#lib/simulator/simulation";
import { plainWord } from "../words";

const LEFT = 128;
const TOP = 40;
const CELL = 72;
const HIGH = 44;
/** So that pictures with fewer columns are drawn no larger than their neighbours. */
const COLUMNS_MIN = 4;

/**
 * How many cases went from where to where: a row is what the pack in force says, a column what the draft says. On the
 * diagonal nothing changes; what is left of it is easier, what is right of it harder; the more cases, the darker.
 *
 * @param order from the mildest to the strictest
 */
export function MatrixPicture({
  title,
  order,
  cells,
}: {
  title: string;
  order: readonly string[];
  cells: readonly Cell[];
}) {
  const known = order.filter((word) => cells.some(({ before, after }) => before === word || after === word));
  const most = Math.max(1, ...cells.map(({ cases }) => cases));
  return (
    <figure className="grid gap-2">
      <figcaption className="font-semibold">{title}</figcaption>
      <svg
        viewBox={`0 0 ${LEFT + Math.max(COLUMNS_MIN, known.length) * CELL} ${TOP + known.length * HIGH}`}
        role="img"
        aria-label={words(title, cells)}
        className="w-full max-w-md"
        fontSize={12}
      >
        <text x={LEFT} y={12} className="fill-ink-2" fontSize={11}>
          under the draft
        </text>
        {known.map((word, at) => (
          <g key={word}>
            <text x={LEFT + at * CELL + CELL / 2} y={TOP - 8} textAnchor="middle" className="fill-ink">
              {short(word)}
            </text>
            <text x={LEFT - 10} y={TOP + at * HIGH + HIGH / 2 + 4} textAnchor="end" className="fill-ink">
              {short(word)}
            </text>
          </g>
        ))}
        {known.flatMap((before, row) =>
          known.map((after, column) => (
            <Square
              key={`${before} ${after}`}
              place={{ row, column }}
              cases={cells.find((cell) => cell.before === before && cell.after === after)?.cases ?? 0}
              most={most}
            />
          )),
        )}
      </svg>
    </figure>
  );
}

type Place = { row: number; column: number };

function Square({ place: { row, column }, cases, most }: { place: Place; cases: number; most: number }) {
  const x = LEFT + column * CELL;
  const y = TOP + row * HIGH;
  const fill = row === column ? "fill-ink-3" : column < row ? "fill-warn" : "fill-accent";
  return (
    <g>
      <rect x={x + 1} y={y + 1} width={CELL - 2} height={HIGH - 2} rx={3} className="fill-sunken" />
      {cases === 0 ? null : (
        <rect
          x={x + 1}
          y={y + 1}
          width={CELL - 2}
          height={HIGH - 2}
          rx={3}
          className={fill}
          fillOpacity={(0.12 + 0.28 * Math.sqrt(cases / most)).toFixed(2)}
        />
      )}
      <text
        x={x + CELL / 2}
        y={y + HIGH / 2 + 5}
        textAnchor="middle"
        fontSize={14}
        className={cases === 0 ? "fill-ink-3" : "fill-ink"}
      >
        {cases.toLocaleString("en-GB")}
      </text>
    </g>
  );
}

const SHORT: Readonly<Record<string, string>> = { needs_instrument: "instrument" };

function short(word: string): string {
  return SHORT[word] ?? plainWord(word);
}

function words(title: string, cells: readonly Cell[]): string {
  const moves = cells.filter(({ before, after }) => before !== after);
  const same = cells
    .filter(({ before, after }) => before === after)
    .reduce((sum, { cases }) => sum + cases, 0);
  const said = moves.map(
    ({ before, after, cases }) => `${cases} from ${plainWord(before)} to ${plainWord(after)}`,
  );
  return `${title}: ${same} as before${said.length === 0 ? "" : `; ${said.join(", ")}`}.`;
}
