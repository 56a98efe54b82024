import { z } from "zod";
import type { GraphNode } from "../model-graph";

const whole = z.coerce.number().int();
const list = z.object({ list: z.object({ i: z.array(whole) }) });
const text = z.object({ s: z.string() });

/** `Conv`, `Pool` and the like: what stands in `strides`, `ksize`, … along height and width. */
export function alongPicture(node: GraphNode, name: string): readonly [height: number, width: number] {
  const numbers = node.attr[name] === undefined ? [] : list.parse(node.attr[name]).list.i;
  return [numbers[1] ?? 1, numbers[2] ?? 1];
}

/** `SAME`, `VALID` or `EXPLICIT`. */
export function paddingOf(node: GraphNode): string {
  return Buffer.from(text.parse(node.attr.padding).s, "base64").toString();
}

/** Of an `EXPLICIT` padding: top, bottom, left, right. */
export function explicitPadding(node: GraphNode): readonly number[] {
  return list.parse(node.attr.explicit_paddings).list.i.slice(2, 6);
}

/** Axes of a `Squeeze`. */
export function squeezedAxes(node: GraphNode): readonly number[] {
  return list.parse(node.attr.squeeze_dims).list.i;
}
