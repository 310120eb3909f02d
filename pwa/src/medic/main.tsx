import { assert } from "@beket/domain";
import { render } from "preact";
import { FieldProvider } from "../field/view/context.ts";
import { startLanguage } from "../i18n/index.ts";
import { startUpdates } from "../install/update.ts";
import { startTheme } from "../ui/index.ts";
import { createMedicApp } from "./state/app.ts";
import { AppView } from "./view/app.tsx";
import { AppProvider } from "./view/context.ts";

const root = document.getElementById("app");
assert(root !== null, "index.html has #app");
startLanguage();
startTheme();
const app = createMedicApp();
render(
  <FieldProvider value={app.field}>
    <AppProvider value={app}>
      <AppView />
    </AppProvider>
  </FieldProvider>,
  root,
);
startUpdates();
await app.start();
