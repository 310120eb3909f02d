import type { AuthorityRow } from "@beket/api";
import { serialNumberOf, type Random } from "@beket/eds/issue";
import type { City } from "../city/plan.ts";
import { inventBin, inventIin } from "../city/identifiers.ts";
import { inventNewcomer } from "../city/newcomer.ts";
import { createRandom } from "../city/random.ts";
import { createDemoAuthority, type DemoAuthority } from "../keys/demo-authority.ts";
import type { DemoSigner } from "../keys/key-file.ts";

export type NamedAuthority = {
  readonly authority: string;
  readonly bin: string;
  readonly may: AuthorityRow["may"];
  readonly signer: DemoSigner;
};
/** Everyone in the demo who signs by hand, and what is revoked. */
export type DemoSigners = {
  readonly authority: DemoAuthority;
  /** What the simulated NCALayer offers, by file name. */
  readonly ncalayer: Readonly<Record<string, DemoSigner>>;
  readonly authorities: readonly NamedAuthority[];
  /** The root's list; the issuing authority's status is asked for over HTTP. */
  readonly rootList: Uint8Array;
  readonly revoked: readonly { readonly serialNumber: Uint8Array; readonly atMs: number }[];
};

const personOf = (name: string, iin: string) => {
  const [surname = name, givenName = name] = name.split(" ");
  return { surname, givenName, iin };
};

/** The keys of the first organisation (a head, an employee, a revoked head, a key for signing in), of others who apply, and of three authorities. */
export const createDemoSigners = (city: City, nowMs: number, random: Random): DemoSigners => {
  const authority = createDemoAuthority(nowMs, random);
  const [first, second] = city.organisations;
  if (first === undefined || second === undefined) throw new Error("a city has at least two organisations");
  const invented = createRandom(city.seed).fork("signers");
  const organisation = { name: first.name, bin: first.bin };
  const head = city.headOf(first.bin);
  const otherHead = city.headOf(second.bin);
  const revoked = authority.issue({ role: "first-head", usage: "signing", person: personOf(head.name, head.iin), organisation });
  const [rootList] = authority.crls([], 365);
  if (rootList === undefined) throw new Error("the root has a list");
  const newcomer = inventNewcomer(city);
  const trader = { name: "Дәулетов Ерлан", iin: inventIin(invented) };
  return {
    authority,
    ncalayer: {
      head: authority.issue({ role: "first-head", usage: "signing", person: personOf(head.name, head.iin), organisation }),
      "head-revoked": revoked,
      "head-sign-in": authority.issue({ role: "first-head", usage: "authentication", person: personOf(head.name, head.iin), organisation }),
      employee: authority.issue({
        role: "employee",
        usage: "signing",
        person: personOf("Мұратов Тимур", inventIin(invented)),
        organisation,
      }),
      "head-of-another": authority.issue({
        role: "first-head",
        usage: "signing",
        person: personOf(otherHead.name, otherHead.iin),
        organisation: { name: second.name, bin: second.bin },
      }),
      "head-of-new": authority.issue({
        role: "first-head",
        usage: "signing",
        person: personOf(newcomer.head.name, newcomer.head.iin),
        organisation: { name: newcomer.organisation.name, bin: newcomer.organisation.bin },
      }),
      "sole-proprietor": authority.issue({ role: "individual", usage: "signing", person: personOf(trader.name, trader.iin) }),
    },
    authorities: (
      [
        ["akimat", "Қала әкімдігі", ["exemption", "regime", "revocation"]],
        ["police", "Полиция департаменті", ["hold"]],
        ["health", "Денсаулық сақтау басқармасы", ["hold", "exemption"]],
      ] satisfies readonly (readonly [string, string, AuthorityRow["may"]])[]
    ).map(([code, name, may]) => {
      const bin = inventBin(invented);
      const signer = authority.issue({
        role: "first-head",
        usage: "signing",
        person: personOf("Серікбаев Нұрлан", inventIin(invented)),
        organisation: { name, bin },
      });
      return { authority: code, bin, may, signer };
    }),
    rootList,
    revoked: [{ serialNumber: serialNumberOf(revoked.certificate), atMs: nowMs - 2 * 86_400_000 }],
  };
};
