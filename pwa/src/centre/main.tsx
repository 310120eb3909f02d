import { effect } from "@preact/signals";
import { render } from "preact";
import { newId } from "../field/edge/new-id.ts";
import { language, say, startLanguage } from "../i18n/index.ts";
import { startUpdates } from "../install/update.ts";
import { startTheme } from "../ui/index.ts";
import "./frame.css";
import "./board.css";
import "./tables.css";
import "./desk.css";
import { createCentral } from "./adapters/central.ts";
import { App } from "./app.tsx";
import { createCentre, createSigned } from "./context.ts";
import { frame } from "./words/frame.ts";

startLanguage();
startTheme();
startUpdates();
effect(() => {
  document.title = `Beket · ${say(frame.title)}`;
});

const signed = createSigned();
const central = createCentral({
  fetch: (path, init) => fetch(path, init),
  language: () => language.value,
  csrf: () => (signed.value.kind === "in" ? signed.value.session.csrf : null),
  onSignedOut: () => {
    signed.value = { kind: "out", ended: signed.value.kind === "in" };
  },
});
const centre = createCentre({
  central,
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
centre.start();

const root = document.getElementById("app");
if (root !== null) render(<App centre={centre} />, root);
