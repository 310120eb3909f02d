import { effect } from "@preact/signals";
import { render } from "preact";
import { language, say, startLanguage } from "../i18n/index.ts";
import { startUpdates } from "../install/update.ts";
import { startFirstError, startTheme } from "../ui/index.ts";
import "./frame.css";
import "./forms.css";
import "./roster.css";
import "./answers.css";
import "./office.css";
import { createPortalAccess } from "./access/portal-access.ts";
import { createApplyStore } from "./adapters/apply-store.ts";
import { createCentral } from "./adapters/central.ts";
import { createKeep } from "./adapters/keep.ts";
import { createOfficeStore } from "./adapters/office-store.ts";
import { createOffice } from "./adapters/office.ts";
import { createRosterDesk, openWorker } from "./adapters/roster-desk.ts";
import { createRevokeStore } from "./adapters/revoke-store.ts";
import { Portal } from "./app.tsx";
import { portalConfig } from "./config.ts";
import { webDigest } from "./signing/document-check.ts";
import { createCheckedSigner } from "./signing/checked-signer.ts";
import { createSigner } from "./signing/ncalayer.ts";
import { frame } from "./words/frame.ts";

startLanguage();
startTheme();
startFirstError();
startUpdates();
effect(() => {
  document.title = `Beket · ${say(frame.title)}`;
});

const config = portalConfig(location);
const sign = createCheckedSigner({
  sign: createSigner({ urls: config.ncalayerUrls, chain: config.signerChain, connectLimitMs: 5_000 }),
  signerOf: (cms) => import("./signing/claimed-signer.ts").then(({ claimedSigner }) => claimedSigner(cms)),
  now: () => Date.now(),
  nationalOnly: config.signerChain === null,
});
const common = { sign, digest: webDigest, language: () => language.value };
const access = createPortalAccess({ ...common, fetch: (path, init) => fetch(path, init), origin: location.origin });
const central = createCentral(access.api);
const deps = { ...common, central, keep: createKeep(), roster: createRosterDesk(openWorker), now: () => Date.now() };
const apply = createApplyStore(deps);
const revoke = createRevokeStore(deps);
const office = createOfficeStore({ ...deps, access, office: createOffice(access.api) });
void apply.start();
void access.start();

const root = document.getElementById("app");
if (root !== null) render(<Portal apply={apply} revoke={revoke} office={office} access={access} deps={deps} />, root);
