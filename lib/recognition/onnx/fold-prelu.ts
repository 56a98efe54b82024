import { type GraphPass, negativePartOf } from "../graph-repairs";
import type { GraphNode, GraphWeight } from "../model-graph";

/**
 * Makes one `Prelu` of `Relu(x) + slope · (x − Abs(x))`, in which the converter left it (see `graph-repairs.ts`):
 * alpha = 2 · slope. The result is the same; five passes over the data become what the runtime does best.
 */
export const foldPrelu: GraphPass = (graph) => {
  const nodeOf = new Map(graph.nodes.map((node) => [node.name, node]));
  const weights = new Map(graph.weights);

  const nodes = graph.nodes.map((node): GraphNode => {
    const parts = node.op === "Add" ? node.input.map((name) => nodeOf.get(name)) : [];
    const relu = parts.find((part) => part?.op === "Relu");
    const product = parts.find((part) => part?.op === "Mul");
    const [x] = relu?.input ?? [];
    const slope = product?.input.find((name) => weights.has(name));
    const difference = product?.input.find((name) => name !== slope) ?? "";
    if (x === undefined || slope === undefined || negativePartOf(nodeOf, difference) !== x) return node;
    const alpha = `${slope}/alpha`;
    weights.set(alpha, doubled(weights.get(slope)));
    return { ...node, op: "Prelu", input: [x, alpha] };
  });
  return { ...graph, nodes, weights };
};

function doubled(weight: GraphWeight | undefined): GraphWeight {
  if (weight?.dtype !== "float32") throw new Error("a slope is a float weight");
  return { ...weight, data: weight.data.map((value) => 2 * value) };
}
