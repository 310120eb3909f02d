// The package has no types. Only what this program calls is declared; the sources were read at 1.5.6.
declare module "ncalayer-js-client" {
  type SigningParams = { readonly decode: boolean; readonly encapsulate: boolean; readonly digested: boolean };
  type SignerParams = {
    readonly extKeyUsageOids: readonly string[];
    readonly iin?: string;
    readonly bin?: string;
    readonly chain?: readonly string[];
  };
  export class NCALayerClient {
    constructor(url?: string, allowKmdHttpApi?: boolean);
    wsConnection: WebSocket | null;
    onResponseReady: ((text: string) => void) | null;
    protected setHandlers(resolve: (value: unknown) => void, reject: (error: unknown) => void, single?: boolean): void;
    /** Resolves with the version; never settles when the module probe gets no reply. */
    connect(): Promise<string>;
    basicsSignCMS(
      allowedStorages: readonly string[] | null,
      data: string,
      signingParams: SigningParams,
      signerParams: SignerParams,
      locale?: string,
    ): Promise<unknown>;
    createCAdESFromBase64(storageType: string, data: string, keyType?: string, attach?: boolean): Promise<unknown>;
    getKeyInfo(storageType: string): Promise<unknown>;
    getActiveTokens(): Promise<unknown>;
    changeLocale(localeId: string): Promise<unknown>;
    static get basicsStorageAll(): null;
    static get basicsCMSParamsDetachedNoTSP(): SigningParams;
    static get basicsSignerAny(): SignerParams;
    static get basicsSignerSignHead(): SignerParams;
    static get basicsSignerSignPerson(): SignerParams;
  }
}
