import { csrfHeader } from "@beket/api";
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { newId } from "../field/edge/new-id.ts";
import { language, say, startLanguage } from "../i18n/index.ts";
import { startUpdates } from "../install/update.ts";
import { startFirstError, startTheme } from "../ui/index.ts";
import "../centre/frame.css";
import "../centre/tables.css";
import "../centre/desk.css";
import "./authority.css";
import { createApi } from "../calls/api.ts";
import { createPasskeys } from "./adapters/passkeys.ts";
import { App } from "./app.tsx";
import { createAuthority, type Signed } from "./context.ts";
import { frame } from "./words/frame.ts";

startLanguage();
startTheme();
startFirstError();
startUpdates();
effect(() => {
  document.title = `Beket · ${say(frame.title)}`;
});

const signed = signal<Signed>({ kind: "asking", failure: null });
const api = createApi({
  fetch: (path, init) => fetch(path, init),
  language: () => language.value,
  headers: (isChanging): Readonly<Record<string, string>> =>
    isChanging && signed.value.kind === "in" ? { [csrfHeader]: signed.value.session.csrf } : {},
  signedOutCode: "staff.not-signed-in",
  onSignedOut: () => {
    signed.value = { kind: "out", ended: signed.value.kind === "in" };
  },
});
const authority = createAuthority({
  api,
  passkeys: createPasskeys(api),
  signed,
  timers: {
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  newId: () => newId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
});
authority.start();

const root = document.getElementById("app");
if (root !== null) render(<App authority={authority} />, root);
