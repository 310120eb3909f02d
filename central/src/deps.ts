import type { AuthorityRow, CentralKeysFile, PlacesReply, StaffRow } from "@beket/api";
import type { Log } from "@beket/node-kit";
import type { ClockPort, CodecPort, CryptoPort, KeyRing, RandomPort, SchedulePort } from "@beket/replication";
import type { Stores } from "./adapters/stores.ts";
import type { Uploads } from "./adapters/uploads.ts";
import type { HttpPort, Service } from "./features/evidence/types.ts";
import type { CentralLink } from "./features/link.ts";
import type { OrganisationSourcePort } from "./features/organisations/ports.ts";
import type { ServiceKey } from "./features/small-organisations/types.ts";
import type { PassphrasePort } from "./features/staff/passphrases.ts";
import type { Trust } from "./features/submissions/signature.ts";

/** Everything of the host that central is made with. */
export type CentralDeps = {
  readonly version: string;
  readonly keys: CentralKeysFile;
  /** Holds the root-signed key set. */
  readonly keyRing: KeyRing;
  readonly stores: Stores;
  readonly link: CentralLink;
  /** `reload` tells whether the anchors or lists are others than before. */
  readonly trust: { readonly current: () => Trust; readonly reload: () => boolean };
  readonly trustPurpose: "test" | "production";
  /** The certification authorities' services that may be asked, and the way to them. */
  readonly evidence: {
    readonly services: readonly Service[];
    readonly http: HttpPort;
    /** Cuts what is under way. */
    readonly stop: () => void;
  };
  readonly authorities: readonly AuthorityRow[];
  /** The authority's own key, under which the service acts in its name; null: it does not. */
  readonly serviceKey: ServiceKey | null;
  /** Who signs in at the centre's app. */
  readonly staff: readonly StaffRow[];
  readonly passphrases: PassphrasePort;
  /** A demonstration: there a passphrase opens every role of the staff. */
  readonly isDemo: boolean;
  /** How long before its moment a cut-over has to be approved, so that every post hears of it. Milliseconds. */
  readonly cutOverLeadMs: number;
  /** Posts and areas that an application may be limited to. */
  readonly places: PlacesReply;
  /** The live source of the tax authority; null: none. */
  readonly organisationSource: OrganisationSourcePort | null;
  readonly uploads: Pick<Uploads, "save">;
  readonly origin: () => string;
  readonly operatorToken: string | null;
  /** Where the portal finds the signing program on its own computer. */
  readonly ncalayerPort: number;
  /** Clients come through a proxy of ours, which appends their address to X-Forwarded-For. */
  readonly behindProxy: boolean;
  readonly portalFolder: string | null;
  readonly centreFolder: string | null;
  readonly authorityFolder: string | null;
  readonly citizenFolder: string | null;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly schedule: SchedulePort;
  readonly defer: (run: () => void) => void;
  readonly log: Log;
};
