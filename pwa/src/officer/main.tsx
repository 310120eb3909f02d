import { render } from "preact";
import { startLanguage } from "../i18n/index.ts";
import { startUpdates } from "../install/update.ts";
import { Brand, LanguageSwitch, startTheme, ThemeSwitch } from "../ui/index.ts";

startLanguage();
startTheme();
startUpdates();
const root = document.getElementById("app");
if (root !== null)
  render(
    <main class="stack">
      <Brand name="Beket" />
      <LanguageSwitch />
      <ThemeSwitch />
    </main>,
    root,
  );
