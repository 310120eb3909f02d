import { authorityPaths } from "./services.ts";

const name = (kk: string, ru: string, en: string) => ({ kk, ru, en });

/** Central's `beket/evidence/1` for the services of the demo's authority at this address. */
export const evidenceFileText = (url: string, issuerSha256: string): string =>
  `${JSON.stringify(
    {
      format: "beket/evidence/1",
      services: [
        {
          kind: "ocsp",
          url: `${url}${authorityPaths.ocsp}`,
          issuerSha256,
          name: name("Демо OCSP қызметі", "Демонстрационная служба OCSP", "The demo's OCSP service"),
        },
        { kind: "crl", url: `${url}${authorityPaths.crl}`, issuerSha256 },
        { kind: "delta-crl", url: `${url}${authorityPaths.delta}`, issuerSha256 },
        {
          kind: "tsp",
          url: `${url}${authorityPaths.tsp}`,
          name: name("Демо уақыт белгісі қызметі", "Демонстрационная служба меток времени", "The demo's time-stamp service"),
        },
      ],
    },
    null,
    2,
  )}\n`;
