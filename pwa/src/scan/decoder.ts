/** One picture of the camera. */
export type Frame = { readonly image: ImageData };
export type CodeFormat = "qr" | "linear" | "data-matrix" | "pdf417";
export type Decoded = { readonly text: string; readonly format: CodeFormat };

/** Reads one code in one frame; null when there is none. Never throws for a bad picture. */
export type Decoder = { readonly name: "native" | "zxing"; readonly decode: (frame: Frame) => Promise<Decoded | null> };
/** Makes a decoder, or null where this browser has none. */
export type DecoderFactory = () => Promise<Decoder | null>;

/** The first decoder that exists, tried in the order given. */
export async function chooseDecoder(factories: readonly DecoderFactory[]): Promise<Decoder | null> {
  for (const create of factories) {
    const decoder = await create();
    if (decoder !== null) return decoder;
  }
  return null;
}
