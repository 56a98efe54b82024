import { calibrationOf, type OperatingPoint } from "./calibration";
import { calibrationInUse } from "./calibration-in-use";
import { flipPreluSlopes, type GraphPass, unfuseRelu } from "./graph-repairs";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET, type ModelSpec } from "./models";
import { RUNTIME_NAMES, type RuntimeName } from "./runtime";

export type ModelTask = "find_faces" | "locate_features" | "compare_faces";

export type NamedRepair = { name: string; what: string };

/** All rates are fractions. `rate95` and `tar95` are intervals of 95 %. */
export type CardCalibration = {
  set: { name: string; pictures: number; identities: number; genuinePairs: number; impostorPairs: number };
  /** ISO date. */
  measuredOn: string;
  eer: { rate: number; rate95: readonly number[] };
  tarAtFar: readonly { far: number; tar: number; tar95: readonly number[]; threshold: number | null }[];
  thresholds: readonly OperatingPoint[];
  limits: readonly string[];
};

/** What a network is, where it comes from and what it is not good for. */
export type ModelCard = {
  id: string;
  task: ModelTask;
  /** The file that is loaded: npm package, path in it and SHA-256 of topology and weights. */
  source: { package: string; file: string; sha256: ModelSpec["sha256"] };
  upstream: string;
  licence: string;
  trainingData: string;
  /** Pixels along a side of the square RGB picture that it takes. */
  inputSide: number;
  /** Numbers in what it makes of one face; `null` for a network that compares nobody. */
  vectorLength: number | null;
  /** The workers take the first that runs on their machine, unless told; all give the same answers. */
  runtimes: readonly RuntimeName[];
  repairs: readonly NamedRepair[];
  /** `null` where nothing was measured. */
  calibration: CardCalibration | null;
  limits: readonly string[];
};

const APACHE_BY_MIT = "Apache-2.0 upstream; MIT for the npm package that ships the file";
const MEDIAPIPE_DATA =
  "Pictures collected and labelled by Google, not published; nothing is known here about the consent of their subjects.";

/** Passes are functions; what they are called here is for people. */
const REPAIRS: readonly (NamedRepair & { pass: GraphPass })[] = [
  {
    pass: unfuseRelu,
    name: "unfuse-relu",
    what: "Takes a ReLU back out of sixteen convolutions into which it was wrongly fused.",
  },
  {
    pass: flipPreluSlopes,
    name: "flip-prelu-slopes",
    what: "Gives 33 tensors of PReLU slopes their sign back.",
  },
];

/** The networks that the workers load, in the order in which a picture meets them. */
export const MODEL_CARDS: readonly ModelCard[] = [
  card(BLAZEFACE_FRONT, {
    task: "find_faces",
    upstream: "Google MediaPipe, BlazeFace for short range",
    trainingData: MEDIAPIPE_DATA,
    inputSide: 128,
    limits: ["Asked first. Sees faces wider than about a seventh of the picture; else the next one decides."],
  }),
  card(BLAZEFACE, {
    task: "find_faces",
    upstream: "Google MediaPipe, BlazeFace",
    trainingData: MEDIAPIPE_DATA,
    inputSide: 256,
    limits: ["In a group of a hundred faces some are missed. Most faces in profile are missed."],
  }),
  card(FACEMESH, {
    task: "locate_features",
    upstream: "Google MediaPipe, face mesh of 468 points",
    trainingData: MEDIAPIPE_DATA,
    inputSide: 192,
    limits: [
      "Lays a face over what it is given, and may do so between two neighbours.",
      "Sunglasses and masks seldom lower its score.",
    ],
  }),
  card(MOBILEFACENET, {
    task: "compare_faces",
    upstream: "sirius-ai/MobileFaceNet_TF",
    trainingData:
      "MS1M-refine: pictures of celebrities and others gathered from the web. Its subjects did not consent.",
    inputSide: 112,
    vectorLength: MOBILEFACENET.length,
    limits: [
      "Rates by group of people (skin colour, years, sex) are not measured: none is claimed.",
      "Not measured against attacks (photographs of photographs, masks), twins, or children as they grow up.",
      "Nobody's identity may rest on its answer alone; at a threshold, the rates hold for the set that is named.",
    ],
  }),
];

type Told = Pick<ModelCard, "task" | "upstream" | "trainingData" | "inputSide" | "limits"> & {
  vectorLength?: number;
};

function card(spec: ModelSpec, told: Told): ModelCard {
  return {
    id: spec.id,
    source: { package: spec.package, file: `models/${spec.file}.json`, sha256: spec.sha256 },
    licence: APACHE_BY_MIT,
    runtimes: RUNTIME_NAMES,
    repairs: spec.repairs.map(repairNamed),
    calibration: calibrationCard(spec.id),
    vectorLength: null,
    ...told,
  };
}

function repairNamed(pass: GraphPass): NamedRepair {
  const known = REPAIRS.find((repair) => repair.pass === pass);
  if (!known) throw new Error("a repair without a name");
  return { name: known.name, what: known.what };
}

function calibrationCard(modelId: string): CardCalibration | null {
  const known = calibrationOf(modelId);
  const measured = calibrationInUse();
  if (known === null || measured.modelId !== modelId) return null;
  const { name, pictures, identities, genuinePairs, impostorPairs, limits } = known.set;
  return {
    set: { name, pictures, identities, genuinePairs, impostorPairs },
    measuredOn: measured.measuredOn,
    eer: measured.eer,
    tarAtFar: measured.tarAtFar.map(({ far, tar, tar95, threshold }) => ({ far, tar, tar95, threshold })),
    thresholds: known.points,
    limits,
  };
}
