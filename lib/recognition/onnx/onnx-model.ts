import protobuf from "protobufjs";

/** What of ONNX our networks need. Numbers of `data` in row-major order. */
export type OnnxTensor = { name: string; dims: readonly number[] } & (
  | { data: Float32Array }
  | { data: BigInt64Array }
);

/** Whole numbers become INT, lists of them INTS, words STRING. */
export type OnnxAttribute = number | readonly number[] | string;

export type OnnxNode = {
  op: string;
  inputs: readonly string[];
  output: string;
  attributes: Readonly<Record<string, OnnxAttribute>>;
};

/** A dimension with a name is as long as the call has it. */
export type OnnxValue = {
  name: string;
  dims: readonly (number | string)[];
  type: Exclude<keyof typeof DATA_TYPE, "int64">;
};

export type OnnxGraph = {
  nodes: readonly OnnxNode[];
  tensors: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
};

/** `TensorProto.DataType` and `AttributeProto.AttributeType`. */
const DATA_TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
const ATTRIBUTE_TYPE = { INT: 2, STRING: 3, INTS: 7 } as const;

/** Version 8 of the file format goes with operator set 13 and later. */
const IR_VERSION = 8;
const OPERATOR_SET = 13;

/**
 * The fields of `onnx.proto3` that are written, with their numbers.
 *
 * @see https://github.com/onnx/onnx/blob/v1.14.0/onnx/onnx.proto3
 */
const SCHEMA = protobuf.parse(`
  syntax = "proto3";
  message AttributeProto { string name = 1; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message TensorTypeProto { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { TensorTypeProto tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto {
    repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto {
    int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8;
  }
`).root;

/** The bytes of an ONNX file. Raw data is little-endian, as all machines are on which Node runs these runtimes. */
export function encodeOnnx({ nodes, tensors, inputs, outputs }: OnnxGraph): Uint8Array {
  const type = SCHEMA.lookupType("ModelProto");
  const message = type.create({
    irVersion: IR_VERSION,
    producerName: "countersign",
    opsetImport: [{ domain: "", version: OPERATOR_SET }],
    graph: {
      name: "network",
      node: nodes.map(nodeProto),
      initializer: tensors.map(tensorProto),
      input: inputs.map(valueProto),
      output: outputs.map(valueProto),
    },
  });
  return type.encode(message).finish();
}

function nodeProto({ op, inputs, output, attributes }: OnnxNode) {
  const attribute = Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
  return { opType: op, name: output, input: inputs, output: [output], attribute };
}

function attributeProto(name: string, value: OnnxAttribute) {
  if (typeof value === "string") return { name, s: Buffer.from(value), type: ATTRIBUTE_TYPE.STRING };
  if (typeof value === "number") return { name, i: value, type: ATTRIBUTE_TYPE.INT };
  return { name, ints: value, type: ATTRIBUTE_TYPE.INTS };
}

function tensorProto({ name, dims, data }: OnnxTensor) {
  const dataType = data instanceof Float32Array ? DATA_TYPE.float32 : DATA_TYPE.int64;
  return { name, dims, dataType, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

function valueProto({ name, dims, type }: OnnxValue) {
  const shape = { dim: dims.map((dim) => (typeof dim === "string" ? { dimParam: dim } : { dimValue: dim })) };
  return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape } } };
}
