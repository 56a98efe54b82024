import protobuf from "protobufjs";

/** `TensorProto.DataType`. */
const DATA_TYPE = { uint8: 2, int8: 3, int32: 6 } as const;

/**
 * The fields of `onnx.proto3` that one operator without weights needs. The writer of networks (`../onnx/`) has other
 * ones: constants and attributes, and only shapes that are known.
 *
 * @see https://github.com/onnx/onnx/blob/v1.14.0/onnx/onnx.proto3
 */
const SCHEMA = protobuf.parse(`
  syntax = "proto3";
  message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; }
  message Dimension { string dim_param = 2; }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message TensorTypeProto { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { TensorTypeProto tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto {
    repeated NodeProto node = 1; string name = 2;
    repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto {
    int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8;
  }
`).root;

/**
 * An ONNX file of one `MatMulInteger`: `probes` (uint8, count × length) times `faces` (int8, length × width) into
 * `products` (int32, count × width). Shapes are those of the call.
 */
export function encodeProduct(): Uint8Array {
  const type = SCHEMA.lookupType("ModelProto");
  const node = { opType: "MatMulInteger", name: "product", input: ["probes", "faces"], output: ["products"] };
  const message = type.create({
    irVersion: 8,
    producerName: "countersign",
    opsetImport: [{ domain: "", version: 13 }],
    graph: {
      name: "search",
      node: [node],
      input: [value("probes", "uint8", "count", "length"), value("faces", "int8", "length", "width")],
      output: [value("products", "int32", "count", "width")],
    },
  });
  return type.encode(message).finish();
}

function value(name: string, type: keyof typeof DATA_TYPE, rows: string, columns: string) {
  const shape = { dim: [{ dimParam: rows }, { dimParam: columns }] };
  return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape } } };
}
