import { BENCH_SIZES } from "./bench-pictures";
import { added, bySize, imagesPerSecond, ourBest, ratios, rssPeakMb } from "./result-json";
import { type Networks, type Results, STAGES } from "./results";
import { printSearchTable } from "./search-table";

const SIZES = Object.entries(BENCH_SIZES).map(([name, [width, height]]) => ({
  name,
  title: `${width}×${height}`,
}));

/** All that was measured, for a person at a terminal or a README: what it ran on, then Markdown tables. */
export function resultText(results: Results): string {
  const { machine, command, quick, leftOut } = results;
  const head = `${machine.cpu}, ${machine.cores} cores; Node ${machine.node}, ${machine.system}; ${machine.date}; ${command}`;
  const parts = [
    head,
    quick ? "Short measurements: near enough to see that all is well, not to quote." : "",
    speedTable(results),
    stageTable(results),
    networkTable(results),
    parityTable(results),
    accuracyTable(results),
    results.search.length > 0
      ? `Search among faces of 192 numbers\n\n${printSearchTable(results.search)}`
      : "",
    leftOut.length > 0 ? `Left out\n${leftOut.map((line) => `- ${line}`).join("\n")}` : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function speedTable(results: Results): string {
  const ours = ourBest(results);
  const alone = bySize(ours, imagesPerSecond);
  const human = results.alone.find(({ engine }) => engine === "human-wasm");
  const twice = added(results.together);
  const cells = (figures: Record<string, number | null>, digits?: number, unit = "") =>
    SIZES.map(({ name }) => shown(figures[name], digits, unit));
  const rows = results.alone.map((speed) => [
    speed.engine,
    ...cells(bySize(speed, imagesPerSecond), 1),
    (speed.first_answer_ms / 1_000).toFixed(2),
    shown(rssPeakMb(speed), 0),
  ]);
  return table("Images a second from bytes to embedding, one process", [
    ["engine", ...SIZES.map(({ title }) => title), "s to first answer", "MB at most"],
    ...rows,
    ["ours over stock Human", ...cells(ratios(alone, bySize(human, imagesPerSecond)), 1, "×"), "", ""],
    [`ours, ${results.together.length || 2} processes at once`, ...cells(twice, 1), "", ""],
    ["these over one", ...cells(ratios(twice, alone), 2, "×"), "", ""],
  ]);
}

function stageTable({ stages }: Results): string {
  const rows = stages.flatMap(({ runtime, sizes }) =>
    SIZES.flatMap(({ name, title }) => {
      const times = sizes[name];
      if (times === undefined) return [];
      const sum = STAGES.reduce((total, stage) => total + times[stage], 0);
      return [[`${runtime}, ${title}`, ...STAGES.map((stage) => times[stage].toFixed(2)), sum.toFixed(1)]];
    }),
  );
  return table("Milliseconds of each stage (median)", [["", ...STAGES, "sum"], ...rows]);
}

function networkTable({ networks }: Results): string {
  const rows = networks.flatMap((measured) => [
    ...measured.networks.map((network) => [
      `${network.id} on ${measured.runtime}`,
      network.mega_multiply_adds.toFixed(1),
      network.ms.toFixed(2),
      network.gflops.toFixed(1),
      share(network, measured),
    ]),
    [`product of matrices on ${measured.runtime}`, "", "", measured.matmul_gflops.toFixed(1), "100 %"],
  ]);
  return table("Networks alone, one thread, beside the fastest that the runtime multiplies matrices", [
    ["", "10⁶ multiply-adds", "ms", "GFLOP/s", "of the ceiling"],
    ...rows,
  ]);
}

function share({ gflops }: Networks["networks"][number], { matmul_gflops }: Networks): string {
  return `${((100 * gflops) / matmul_gflops).toFixed(0)} %`;
}

function parityTable({ parity }: Results): string {
  const rows = parity.map(({ network, runtime, max_difference, largest, cosine }) => [
    `${network} on ${runtime}`,
    max_difference.toExponential(1),
    largest.toPrecision(3),
    cosine.toFixed(7),
  ]);
  return table("The same answers as TensorFlow.js, on photographs and noise", [
    ["", "largest difference", "of numbers up to", "cosine"],
    ...rows,
  ]);
}

function accuracyTable({ accuracy }: Results): string {
  const rows = accuracy.map(({ engine, pictures, found, eer, tar_at_far, rank1 }) => [
    engine,
    `${found} of ${pictures}`,
    percent(eer),
    percent(tar_at_far["0.01"]),
    percent(tar_at_far["0.001"]),
    percent(rank1),
  ]);
  return table("Telling people apart, main face, all pairs", [
    ["engine", "faces found", "EER", "TAR at FAR 1 %", "TAR at FAR 0.1 %", "rank 1"],
    ...rows,
  ]);
}

function percent(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? "–" : `${(100 * rate).toFixed(2)} %`;
}

function shown(value: number | null | undefined, digits = 0, unit = ""): string {
  return value === null || value === undefined ? "–" : `${value.toFixed(digits)}${unit}`;
}

/** Nothing when there is no row beside the headings. */
function table(title: string, lines: readonly (readonly string[])[]): string {
  const [head = [], ...rows] = lines;
  if (rows.length === 0) return "";
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0), 3));
  const print = (line: readonly string[]) =>
    `| ${widths.map((width, column) => pad(line[column] ?? "", width, column)).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [title, "", print(head), rule, ...rows.map(print)].join("\n");
}

/** Words to the left, numbers to the right. */
function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}
