import * as v from "valibot";
import { base64ToBytes, bytesToBase64 } from "./base64.ts";

// The text protocol of NCALayer: JSON frames without request ids, so one call is in flight at a time.

export const greeting = (window: string | null): object => ({
  result: { version: "1.4" },
  ...(window === null ? {} : { simulator: { window } }),
});
const heartbeat = "--heartbeat--";

/** What a page asks of the key. `production`: only certificates of the national CA, NCALayer's own default. */
export type KeyWish = {
  readonly use: "signing" | "authentication" | "any";
  readonly extKeyUsageOids: readonly string[];
  readonly iin: string | null;
  readonly bin: string | null;
  readonly serialNumber: string | null;
  readonly chain: "production" | "any" | readonly Uint8Array[];
};

export type SignRequest = {
  readonly documents: readonly Uint8Array[];
  readonly encapsulate: boolean;
  readonly wish: KeyWish;
  readonly language: "kk" | "ru" | "en";
};

export type Outcome =
  | { readonly kind: "signed"; readonly cms: readonly Uint8Array[] }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** A key as `getKeyInfo` tells it. */
export type KeyInfo = Readonly<Record<"alias" | "subjectDn" | "serialNumber" | "certNotBefore" | "certNotAfter" | "algorithm", string>>;

export type Incoming =
  | { readonly kind: "reply"; readonly text: string }
  /** Sets the language of later legacy calls; the basics module names its own. */
  | { readonly kind: "locale"; readonly language: SignRequest["language"]; readonly text: string }
  | { readonly kind: "key-info"; readonly reply: (outcome: KeyInfo | null) => string }
  | { readonly kind: "sign"; readonly request: SignRequest; readonly reply: (outcome: Outcome) => string };

const Text = v.pipe(v.string(), v.maxLength(100));
const Oid = v.pipe(v.string(), v.regex(/^[0-9.]{3,80}$/));
const Optional = v.nullish(Text);
const Data = v.pipe(v.string(), v.maxLength(24_000_000));

const Call = v.looseObject({
  module: v.pipe(v.string(), v.maxLength(200)),
  method: v.pipe(v.string(), v.maxLength(200)),
  args: v.optional(v.unknown()),
});

const BasicsArgs = v.looseObject({
  allowedStorages: v.nullish(v.pipe(v.array(Text), v.maxLength(20))),
  format: v.picklist(["cms", "xml"]),
  data: v.union([Data, v.pipe(v.array(Data), v.minLength(1), v.maxLength(100))]),
  signingParams: v.looseObject({
    decode: v.optional(v.boolean(), false),
    encapsulate: v.optional(v.boolean(), true),
    digested: v.optional(v.boolean(), false),
    tsaProfile: v.nullish(v.looseObject({})),
  }),
  signerParams: v.looseObject({
    extKeyUsageOids: v.optional(v.pipe(v.array(Oid), v.maxLength(20)), []),
    iin: Optional,
    bin: Optional,
    serialNumber: Optional,
    chain: v.nullish(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20_000))), v.maxLength(20))),
  }),
  locale: v.optional(Text, "ru"),
});

const CadesArgs = v.tuple([Text, Text, Data, v.optional(v.boolean(), false)]);

export const languageOf = (locale: string): "kk" | "ru" | "en" => {
  const short = locale.slice(0, 2).toLowerCase();
  if (short === "kk" || short === "kz") return "kk";
  return short === "en" ? "en" : "ru";
};

const basicsFault = (code: string, message: string): string => JSON.stringify({ status: false, code, message, details: "" });
const legacyFault = (message: string): string => JSON.stringify({ code: "500", message });
const legacyResult = (responseObject: unknown): string => JSON.stringify({ code: "200", responseObject });
const reply = (text: string): Incoming => ({ kind: "reply", text });

function decodeBase64(texts: readonly string[]): readonly Uint8Array[] | null {
  const documents: Uint8Array[] = [];
  for (const text of texts) {
    const bytes = base64ToBytes(text);
    if (bytes === null) return null;
    documents.push(bytes);
  }
  return documents;
}

function chainOf(chain: readonly string[] | null | undefined): KeyWish["chain"] | null {
  if (chain === null || chain === undefined) return "production";
  if (chain.length === 0) return "any";
  return decodeBase64(chain.map((text) => text.replaceAll(/-----[A-Z ]+-----/g, "")));
}

function basicsSign(args: unknown): Incoming {
  const parsed = v.safeParse(BasicsArgs, args);
  if (!parsed.success) return reply(basicsFault("BAD_ARGUMENTS", "the arguments of sign are not understood"));
  const { allowedStorages, format, data, signingParams, signerParams, locale } = parsed.output;
  if (format === "xml") return reply(basicsFault("UNSUPPORTED", "the simulator signs CMS only"));
  if (signingParams.digested) return reply(basicsFault("UNSUPPORTED", "the simulator signs documents, not digests"));
  if (signingParams.tsaProfile) return reply(basicsFault("TSA_UNAVAILABLE", "the simulator has no time-stamp authority"));
  if (allowedStorages && !allowedStorages.includes("PKCS12")) return reply(basicsFault("NO_STORAGE", "the simulator holds file keys only"));
  const texts = typeof data === "string" ? [data] : data;
  const documents = signingParams.decode ? decodeBase64(texts) : texts.map((text) => new TextEncoder().encode(text));
  const chain = chainOf(signerParams.chain);
  if (documents === null || chain === null) return reply(basicsFault("BAD_ARGUMENTS", "base64 is malformed"));
  return {
    kind: "sign",
    request: {
      documents,
      encapsulate: signingParams.encapsulate,
      wish: {
        use: "any",
        extKeyUsageOids: signerParams.extKeyUsageOids,
        iin: signerParams.iin ?? null,
        bin: signerParams.bin ?? null,
        serialNumber: signerParams.serialNumber ?? null,
        chain,
      },
      language: languageOf(locale),
    },
    reply: basicsReply,
  };
}

function basicsReply(outcome: Outcome): string {
  if (outcome.kind === "signed") return JSON.stringify({ status: true, body: { result: outcome.cms.map(bytesToBase64) } });
  if (outcome.kind === "cancelled") return JSON.stringify({ status: true, body: {} });
  return basicsFault(outcome.code, outcome.message);
}

function legacyReply(outcome: Outcome): string {
  if (outcome.kind === "signed") return legacyResult(outcome.cms.map(bytesToBase64)[0] ?? "");
  return legacyFault(outcome.kind === "cancelled" ? "action.canceled" : outcome.message);
}

function createCades(args: unknown, language: SignRequest["language"]): Incoming {
  const parsed = v.safeParse(CadesArgs, args);
  if (!parsed.success) return reply(legacyFault("arguments.malformed"));
  const [storage, keyType, data, attach] = parsed.output;
  if (storage !== "PKCS12") return reply(legacyFault("storage.unknown"));
  const documents = decodeBase64([data]);
  if (documents === null) return reply(legacyFault("base64.malformed"));
  const use = keyType === "SIGNATURE" ? "signing" : keyType === "AUTHENTICATION" ? "authentication" : "any";
  const wish: KeyWish = { use, extKeyUsageOids: [], iin: null, bin: null, serialNumber: null, chain: "any" };
  return { kind: "sign", request: { documents, encapsulate: attach, wish, language }, reply: legacyReply };
}

function commonUtils(method: string, args: unknown, language: SignRequest["language"]): Incoming {
  switch (method) {
    case "getActiveTokens":
      return reply(legacyResult([]));
    case "changeLocale": {
      const locale = v.safeParse(v.tuple([Text]), args);
      if (!locale.success) return reply(legacyFault("arguments.malformed"));
      return { kind: "locale", language: languageOf(locale.output[0]), text: legacyResult(null) };
    }
    case "getKeyInfo":
      return { kind: "key-info", reply: (info) => (info === null ? legacyFault("action.canceled") : legacyResult(info)) };
    case "createCAdESFromBase64":
      return createCades(args, language);
    default:
      return reply(legacyFault("method.unsupported"));
  }
}

/** Reads one text frame. `language` is what `changeLocale` set last on this connection; an `old` program has the legacy module alone. */
export function readFrame(text: string, language: SignRequest["language"], old = false): Incoming {
  if (text === heartbeat) return reply(heartbeat);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return reply(basicsFault("BAD_JSON", "the frame is not JSON"));
  }
  const call = v.safeParse(Call, json);
  if (!call.success) return reply(basicsFault("BAD_JSON", "the frame names no module and method"));
  const { module, method, args } = call.output;
  if (!old && module === "kz.gov.pki.knca.basics" && method === "sign") return basicsSign(args);
  if (module === "kz.gov.pki.knca.commonUtils") return commonUtils(method, args, language);
  return reply(JSON.stringify({ success: false, errorCode: "MODULE_NOT_FOUND" }));
}
