import type { Pattern } from "./types.ts";

/** RGBA pixels as MapLibre takes them. */
export type MapImage = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

function drawn(size: number, draw: (context: CanvasRenderingContext2D) => void): MapImage {
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return { width: size, height: size, data: new Uint8ClampedArray(size * size * 4) };
  draw(context);
  const { width, height, data } = context.getImageData(0, 0, size, size);
  return { width, height, data };
}

const stroke = (context: CanvasRenderingContext2D, lines: readonly (readonly [number, number, number, number])[]): void => {
  context.beginPath();
  for (const [fromX, fromY, toX, toY] of lines) {
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
  }
  context.stroke();
};

function pattern(context: CanvasRenderingContext2D, size: number, kind: Pattern): void {
  const [half, over] = [size / 2, size + 4];
  const rising: [number, number, number, number][] = [
    [-4, 4, 4, -4],
    [-4, over, over, -4],
    [size - 4, over, over, size - 4],
  ];
  const falling: [number, number, number, number][] = [
    [-4, size - 4, 4, over],
    [-4, -4, over, over],
    [size - 4, -4, over, 4],
  ];
  switch (kind) {
    case "solid":
      return context.fillRect(0, 0, size, size);
    case "stripes":
      return stroke(context, rising);
    case "back-stripes":
      return stroke(context, falling);
    case "cross":
      return stroke(context, [...rising, ...falling]);
    case "grid":
      return stroke(context, [
        [half, 0, half, size],
        [0, half, size, half],
      ]);
    case "bars":
      return stroke(context, [[half, 0, half, size]]);
    case "dots":
      context.beginPath();
      context.arc(half, half, size / 5, 0, 2 * Math.PI);
      return context.fill();
    case "empty":
      return;
  }
}

/** A tile of a fill. Sizes are in device pixels at a ratio of 2. */
export const patternImage = (kind: Pattern, colour: string): MapImage =>
  drawn(24, (context) => {
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 4;
    if (kind === "solid") context.globalAlpha = 0.55;
    pattern(context, 24, kind);
  });

/** A round mark with the look's pattern in it, for sites that are points. */
export const markImage = (kind: Pattern, colour: string, ground: string): MapImage =>
  drawn(32, (context) => {
    context.beginPath();
    context.arc(16, 16, 12, 0, 2 * Math.PI);
    context.fillStyle = ground;
    context.fill();
    context.save();
    context.clip();
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 4;
    context.translate(4, 4);
    pattern(context, 24, kind);
    context.restore();
    context.strokeStyle = colour;
    context.lineWidth = 4;
    context.stroke();
  });
