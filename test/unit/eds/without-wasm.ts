/** Runs something where making a module of WebAssembly throws, as under a strict content security policy. */
export const withForbiddenWebAssembly = (run: () => void): void => {
  const { Module } = WebAssembly;
  const forbidden = function forbidden(): never {
    throw new WebAssembly.CompileError("Refused to compile or instantiate WebAssembly module");
  };
  Reflect.set(WebAssembly, "Module", forbidden);
  try {
    run();
  } finally {
    Reflect.set(WebAssembly, "Module", Module);
  }
};

/** Runs something where there is no WebAssembly. */
export const withoutWebAssembly = (run: () => void): void => {
  const found = WebAssembly;
  Reflect.set(globalThis, "WebAssembly", undefined);
  try {
    run();
  } finally {
    Reflect.set(globalThis, "WebAssembly", found);
  }
};
