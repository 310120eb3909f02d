// The pure packages see neither the DOM nor Bun. These few globals exist in every runtime and are pure.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare namespace WebAssembly {
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
