import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Choice } from "../../ui/index.ts";
import { Heading } from "../parts/basics.tsx";
import { organisationWords as w } from "../words/organisations.ts";
import { BasePanel } from "./base-panel.tsx";
import { OnePanel } from "./one-panel.tsx";
import "./organisations.css";
import { PendingPanel } from "./pending-panel.tsx";

type Section = "pending" | "base" | "one";

/** The tax authority's base, organisations that wait for it, and one organisation. */
export function OrganisationsScreen() {
  const [section, setSection] = useState<Section>("pending");
  return (
    <>
      <Heading
        lead={say(w.lead)}
        aside={
          <Choice
            label={say(w.sections)}
            items={[
              { value: "pending", name: say(w.pending), icon: "clock" },
              { value: "base", name: say(w.base), icon: "building" },
              { value: "one", name: say(w.one), icon: "search" },
            ]}
            value={section}
            onChange={setSection}
          />
        }
      >
        {say(w.title)}
      </Heading>
      {section === "pending" ? <PendingPanel /> : section === "base" ? <BasePanel /> : <OnePanel />}
    </>
  );
}
