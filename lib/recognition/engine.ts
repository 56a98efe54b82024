import { restrictDecoders } from "./decode-image";
import { dominantFace } from "./dominant-face";
import { type ExaminedFace, type ExaminedImage, examineImage } from "./examine-image";
import type { Face, ImageSize, Refused } from "./face";
import { loadModel } from "./load-model";
import { mainFace } from "./main-face";
import { BLAZEFACE, BLAZEFACE_FRONT, type EmbeddingSpec, FACEMESH, MOBILEFACENET } from "./models";
import { openRuntime } from "./open-runtime";
import { passesGate, type QualityGate } from "./quality";
import type { Network, RuntimeName } from "./runtime";
import { similarity, toUnitLength } from "./similarity";
import { createTurns } from "./turns";

export type Detected = { ok: true; image: ImageSize; faces: readonly Face[] };

/** `embedding` has length 1 and belongs to `modelId`: never compare it with one of another id. */
export type Embedded = {
  ok: true;
  modelId: string;
  image: ImageSize;
  face: Face;
  embedding: Float32Array;
};

/** `similarity` is the cosine of the two embeddings, −1..1. Whether that is a match is for the grant's threshold to say. */
export type Verified = { ok: true; modelId: string; similarity: number; source: Face; target: Face };

export type VerifyRefused = Refused & { which: "source" | "target" };

/** Face recognition on encoded images (JPEG, PNG, WebP). Knows no tenant and keeps nothing. */
export type FaceEngine = {
  /** Id of the embedding model, repair version included. */
  readonly modelId: string;
  readonly runtime: RuntimeName;
  /** All faces, largest first; none is an empty list. Refuses only what is not a usable image. */
  detect(image: Uint8Array): Promise<Detected | Refused>;
  /** The embedding of the picture's one dominant face. `gate` is `probe` unless said; a template needs `enrolment`. */
  embed(image: Uint8Array, gate?: QualityGate): Promise<Embedded | Refused>;
  /** The same for the face that a portrait was taken of, however poor: for measuring, never for an answer. */
  embedMain(image: Uint8Array): Promise<Embedded | Refused>;
  /** How alike the dominant faces of two pictures are. The source is refused before the target is looked at. */
  verify(source: Uint8Array, target: Uint8Array): Promise<Verified | VerifyRefused>;
  /** Gives the networks back. No call may follow. */
  close(): Promise<void>;
};

export type EngineOptions = {
  /** The fastest that runs here, unless said. */
  runtime?: RuntimeName | undefined;
  /** Repaired MobileFaceNet by default. */
  embeddingModel?: EmbeddingSpec;
  /** Told whenever a picture is begun, so that somebody else can limit its time. */
  onPicture?: () => void;
};

/** Of all engines in this process: the room for pixels and crops is the process's, and one picture at a time is in it. */
const { take: takeTurn } = createTurns();

/**
 * Loads the networks. One engine a process is the rule. It looks at one picture at a time, as its buffers are used
 * again for each; further calls, also those of another engine, wait their turn.
 *
 * @throws ModelFileError when a model file is missing or not the pinned one
 */
export async function createFaceEngine(options: EngineOptions = {}): Promise<FaceEngine> {
  restrictDecoders();
  const runtime = await openRuntime(options.runtime);
  const model = options.embeddingModel ?? MOBILEFACENET;
  const networks: Networks = {
    quick: await loadModel(runtime, BLAZEFACE_FRONT),
    thorough: await loadModel(runtime, BLAZEFACE),
    facemesh: await loadModel(runtime, FACEMESH),
    embedding: await loadModel(runtime, model),
  };
  const inTurn = <T>(look: () => Promise<T>) =>
    takeTurn(() => {
      options.onPicture?.();
      return look();
    });
  const embed = (image: Uint8Array, gate: QualityGate = "probe") =>
    inTurn(() => embedFace(networks, model, image, (examined) => chooseDominant(examined, gate)));
  return {
    modelId: model.id,
    runtime: runtime.name,
    detect: (image) => inTurn(() => detectFaces(networks, image)),
    embed,
    embedMain: (image) => inTurn(() => embedFace(networks, model, image, chooseMain)),
    verify: (source, target) => verifyPair(embed, model, source, target),
    close: () =>
      takeTurn(async () => {
        for (const network of Object.values(networks)) await network.dispose();
      }),
  };
}

type Networks = Record<"quick" | "thorough" | "facemesh" | "embedding", Network>;

type Examined = Extract<ExaminedImage, { ok: true }>;

async function detectFaces(networks: Networks, image: Uint8Array): Promise<Detected | Refused> {
  const examined = await examineImage(networks, image, "every_face");
  if (!examined.ok) return examined;
  return { ok: true, image: examined.image, faces: examined.faces.map(({ face }) => face) };
}

async function embedFace(
  networks: Networks,
  model: EmbeddingSpec,
  image: Uint8Array,
  choose: (examined: Examined) => ExaminedFace | Refused,
): Promise<Embedded | Refused> {
  const examined = await examineImage(networks, image, "dominant_face");
  if (!examined.ok) return examined;
  const chosen = choose(examined);
  if ("refusal" in chosen) return chosen;
  networks.embedding.input.set(chosen.crop);
  const [output] = await networks.embedding.predict();
  const embedding = toUnitLength(output?.data ?? new Float32Array(), model.length);
  return { ok: true, modelId: model.id, image: examined.image, face: chosen.face, embedding };
}

function chooseDominant({ faces }: Examined, gate: QualityGate): ExaminedFace | Refused {
  if (faces.length === 0) return { ok: false, refusal: "no_face", reasons: [] };
  const dominant = dominantFace(faces.map(({ face }) => face));
  const chosen = faces.find(({ face }) => face === dominant);
  if (!chosen) return { ok: false, refusal: "too_many_faces", reasons: ["several_faces"] };
  const { level, reasons } = chosen.face.quality;
  return passesGate(level, gate) ? chosen : { ok: false, refusal: "quality_too_low", reasons };
}

function chooseMain({ faces, image }: Examined): ExaminedFace | Refused {
  const main = mainFace(
    faces.map(({ face }) => face),
    image,
  );
  return faces.find(({ face }) => face === main) ?? { ok: false, refusal: "no_face", reasons: [] };
}

async function verifyPair(
  embed: (image: Uint8Array) => Promise<Embedded | Refused>,
  model: EmbeddingSpec,
  sourceImage: Uint8Array,
  targetImage: Uint8Array,
): Promise<Verified | VerifyRefused> {
  const source = await embed(sourceImage);
  if (!source.ok) return { ...source, which: "source" };
  const target = await embed(targetImage);
  if (!target.ok) return { ...target, which: "target" };
  return {
    ok: true,
    modelId: model.id,
    similarity: similarity(source.embedding, target.embedding, model.length),
    source: source.face,
    target: target.face,
  };
}
