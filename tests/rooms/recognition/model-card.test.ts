import { describe, expect, it } from "vitest";
import { readModel } from "#lib/recognition/load-model";
import { MODEL_CARDS } from "#lib/recognition/model-card";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET } from "#lib/recognition/models";
import { pictureSide } from "#lib/recognition/runtime";
import { defined } from "./shared-engine";

describe("the card of a model", () => {
  it.each([BLAZEFACE_FRONT, BLAZEFACE, FACEMESH, MOBILEFACENET])(
    "says of $id what its file says",
    async (spec) => {
      const card = defined(MODEL_CARDS.find(({ id }) => id === spec.id));
      expect(card.inputSide).toBe(pictureSide(await readModel(spec)));
      expect(card.source.sha256).toEqual(spec.sha256);
      expect(card.repairs).toHaveLength(spec.repairs.length);
    },
  );

  it("shows no rate for a model that was not measured", () => {
    const measured = MODEL_CARDS.filter(({ calibration }) => calibration !== null).map(({ id }) => id);
    expect(measured).toEqual([MOBILEFACENET.id]);
  });
});
