import type { PlacesReply } from "@beket/api";
import type { Regime } from "@beket/domain";
import { say } from "../../../i18n/index.ts";
import { Notice } from "../../../ui/index.ts";
import { SignInPanel } from "../../access/sign-in-panel.tsx";
import { WhoIsHere } from "../../access/who-is-here.tsx";
import type { OfficeStore } from "../../adapters/office-store.ts";
import type { Place } from "../../model/address.ts";
import { headWords } from "../../words/office.ts";
import { ConsentsPage } from "./consents.tsx";
import { DraftPage } from "./draft-page.tsx";
import { OfficeHome } from "./home.tsx";
import { SignPage } from "./sign-page.tsx";

/** What needs a person who signed in; without one, the way in. */
export function OfficeSection(props: {
  readonly store: OfficeStore;
  readonly place: Place;
  readonly regime: Regime;
  readonly places: PlacesReply | null;
  readonly now: () => number;
  readonly go: (place: Place) => void;
}) {
  const { store, place, regime, go } = props;
  const { access } = store.deps;
  const signed = access.signed.value;
  if (signed.kind !== "in") return <SignInPanel access={access} />;
  const { bin } = signed.organisation;
  const home = (): void => go({ kind: "office" });
  const common = { store, bin, regime, now: props.now, onHome: home };
  switch (place.kind) {
    case "draft":
      return (
        <DraftPage
          key={`${place.draft} ${bin}`}
          {...common}
          id={place.draft}
          places={props.places}
          onSign={(draft) => go({ kind: "sign", draft })}
        />
      );
    case "sign":
      return (
        <>
          {signed.session.organisations.length > 1 ? <WhoIsHere access={access} /> : null}
          <SignPage key={`${place.draft} ${bin}`} {...common} id={place.draft} />
        </>
      );
    case "consents":
      return <ConsentsPage key={bin} {...common} />;
    case "office":
      return <OfficeHome {...common} onDraft={(draft) => go({ kind: "draft", draft })} onSign={(draft) => go({ kind: "sign", draft })} />;
    case "apply":
    case "status":
    case "revoke":
    case "small":
      return <Notice tone="warn">{say(headWords.notFound)}</Notice>;
  }
}
