import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { language, say } from "../i18n/index.ts";
import { languageNames } from "../i18n/language.ts";
import type { Central } from "./adapters/central.ts";
import { Heading } from "./parts/basics.tsx";
import { ApplicationScreen } from "./screens/application.tsx";
import { CheckScreen } from "./screens/check.tsx";
import { LookupsScreen } from "./screens/lookups.tsx";
import { RefusalScreen } from "./screens/refusal.tsx";
import { frame } from "./words/frame.ts";

const screens = {
  check: CheckScreen,
  refusal: RefusalScreen,
  application: ApplicationScreen,
  lookups: LookupsScreen,
} as const satisfies Record<string, FunctionComponent<{ readonly central: Central }>>;
type ScreenName = keyof typeof screens;
const names: readonly ScreenName[] = ["check", "refusal", "application", "lookups"];

/** The address names the screen and nothing else. */
const screenOf = (hash: string): ScreenName | null => names.find((name) => hash === `#/${name}`) ?? null;
const here = signal<ScreenName | null>(screenOf(location.hash));
addEventListener("hashchange", () => (here.value = screenOf(location.hash)));

export function App({ central }: { readonly central: Central }) {
  const name = here.value;
  const Screen = name === null ? null : screens[name];
  return (
    <>
      <header>
        <a class="brand" href="#/" aria-label={`Beket: ${say(frame.home)}`}>
          Beket
        </a>
        <span class="languages" role="group" aria-label={say(frame.language)}>
          {languageNames.map((one) => (
            <button
              key={one.language}
              type="button"
              lang={one.language}
              aria-pressed={one.language === language.value}
              onClick={() => (language.value = one.language)}
            >
              {one.short}
            </button>
          ))}
        </span>
      </header>
      <main data-screen={name ?? "home"} key={name ?? "home"}>
        {name === null ? null : (
          <p>
            <a href="#/">← {say(frame.back)}</a>
          </p>
        )}
        {Screen === null ? <Home /> : <Screen central={central} />}
      </main>
      <footer>
        <a href="tel:1308">{say(frame.hotline)}</a>
        <a href="/">{say(frame.portal)}</a>
      </footer>
    </>
  );
}

function Home() {
  return (
    <>
      <Heading>{say(frame.title)}</Heading>
      <p>{say(frame.lead)}</p>
      <ul class="menu">
        {names.map((name) => (
          <li key={name}>
            <a href={`#/${name}`} data-testid={`to-${name}`}>
              <strong>{say(frame.screens[name])}</strong>
              <span>{say(frame.screenLeads[name])}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
