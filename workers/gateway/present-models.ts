import type { CardCalibration, ModelCard } from "#lib/recognition/model-card";
import type { ModelsResource } from "./contract/models";

type Presented = ModelsResource["models"][number];

export function presentModels(cards: readonly ModelCard[]): ModelsResource {
  return { models: cards.map(presentModel) };
}

function presentModel(card: ModelCard): Presented {
  const { id, task, source, upstream, licence, inputSide } = card;
  return {
    id,
    task,
    source,
    upstream,
    licence,
    training_data: card.trainingData,
    input: { width: inputSide, height: inputSide, channels: "RGB" },
    vector_length: card.vectorLength,
    runtimes: [...card.runtimes],
    repairs: card.repairs.map(({ name, what }) => ({ name, what })),
    calibration: card.calibration && presentCalibration(card.calibration),
    limits: [...card.limits],
  };
}

function presentCalibration(calibration: CardCalibration): Presented["calibration"] {
  const { set, eer, tarAtFar, thresholds } = calibration;
  return {
    set: {
      name: set.name,
      pictures: set.pictures,
      identities: set.identities,
      genuine_pairs: set.genuinePairs,
      impostor_pairs: set.impostorPairs,
    },
    measured_on: calibration.measuredOn,
    eer: { rate: eer.rate, within_95: [...eer.rate95] },
    tar_at_far: tarAtFar.map(({ far, tar, tar95, threshold }) => ({
      far,
      tar,
      within_95: [...tar95],
      threshold,
    })),
    thresholds: thresholds.map(({ threshold, fmr, fnmr }) => ({ threshold, fmr, fnmr })),
    limits: [...calibration.limits],
  };
}
