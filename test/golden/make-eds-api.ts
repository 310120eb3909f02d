// Prints packages/eds/docs/api.md out of the sources: bun test/golden/make-eds-api.ts > packages/eds/docs/api.md
import { fileURLToPath } from "node:url";
import ts from "typescript";

const source = fileURLToPath(new URL("../../packages/eds/src/", import.meta.url));

type Entry = { readonly specifier: string; readonly file: string; readonly about: string };
const entries: readonly Entry[] = [
  { specifier: "@beket/eds", file: "index.ts", about: "Validation, evidence, reports and policies." },
  {
    specifier: "@beket/eds/issue",
    file: "issue/index.ts",
    about: "A signer, a small CA, an OCSP responder and a time-stamp authority, for tests and demonstrations. Not constant-time.",
  },
  { specifier: "@beket/eds/pkcs12", file: "pkcs12/index.ts", about: "Key files of the national CA, for tests and tools." },
];

type Export = { readonly name: string; readonly kind: "function" | "value" | "type"; readonly shape: string; readonly words: string };

const shapeCharsMax = 1800;

const exportsOf = (program: ts.Program, file: string): readonly Export[] => {
  const checker = program.getTypeChecker();
  const root = program.getSourceFile(file);
  const module = root && checker.getSymbolAtLocation(root);
  if (module === undefined) throw new Error(`no module in ${file}`);
  return checker
    .getExportsOfModule(module)
    .map((exported) => describe(checker, (exported.flags & ts.SymbolFlags.Alias) === 0 ? exported : checker.getAliasedSymbol(exported)))
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
};

const describe = (checker: ts.TypeChecker, symbol: ts.Symbol): Export => {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) throw new Error(`${symbol.name} is declared nowhere`);
  const words = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll("\n", " ");
  const { name } = symbol;
  if (ts.isTypeAliasDeclaration(declaration)) return { name, kind: "type", shape: withoutExport(declaration.getText()), words };
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const [signature] = type.getCallSignatures();
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
  if (signature === undefined) return { name, kind: "value", shape: `const ${name}: ${checker.typeToString(type, declaration, flags)}`, words };
  const arrow = ts.TypeFormatFlags.WriteArrowStyleSignature;
  return { name, kind: "function", shape: `const ${name}: ${checker.signatureToString(signature, declaration, flags | arrow)}`, words };
};

const withoutExport = (text: string): string => text.replace(/^export /, "").replace(/;$/, "");

const sectionOf = ({ name, kind, shape, words }: Export): string => {
  const shown = shape.length <= shapeCharsMax ? `\n\n\`\`\`ts\n${shape}\n\`\`\`` : "";
  return `### ${name}\n\n${kind === "type" ? "Type. " : kind === "value" ? "Value. " : ""}${words}${shown}`;
};

/** The exports that have no docstring, and the text of the page. */
export const makeApi = (): { readonly undocumented: readonly string[]; readonly page: string } => {
  const program = ts.createProgram(
    entries.map(({ file }) => source + file),
    {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2024.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  );
  const undocumented: string[] = [];
  const parts = entries.map(({ specifier, file, about }) => {
    const all = exportsOf(program, source + file);
    undocumented.push(...all.filter(({ words }) => words === "").map(({ name }) => `${specifier}: ${name}`));
    return [`## ${specifier}`, about, ...all.map(sectionOf)].join("\n\n");
  });
  const head = `# API of @beket/eds

Written out of the docstrings by \`bun test/golden/make-eds-api.ts\`; do not edit. Octets are \`Uint8Array\`, times milliseconds since 1970 UTC, object
identifiers dotted decimals, digests lower-case hex. Nothing here throws on what comes from outside.`;
  return { undocumented, page: `${[head, ...parts].join("\n\n")}\n` };
};

if (import.meta.main) process.stdout.write(makeApi().page);
