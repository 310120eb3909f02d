import { effect } from "@preact/signals";
import { render } from "preact";
import { language, say, startLanguage } from "../i18n/index.ts";
import { createCentral } from "./adapters/central.ts";
import { App } from "./app.tsx";
import "./citizen.css";
import { frame } from "./words/frame.ts";

startLanguage();
effect(() => {
  document.title = `Beket · ${say(frame.title)}`;
});
const central = createCentral({ fetch: (path, init) => fetch(path, init), language: () => language.value });
const root = document.getElementById("app");
if (root !== null) render(<App central={central} />, root);
