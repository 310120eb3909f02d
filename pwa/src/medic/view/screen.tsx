import { ArrivalBoard } from "./arrival-board.tsx";
import { Arrivals } from "./arrivals.tsx";
import { Ask } from "./ask.tsx";
import { useApp } from "./context.ts";
import { Kits } from "./kits.tsx";
import { ManifestPaste } from "./manifest-paste.tsx";
import { NewArrival } from "./new-arrival.tsx";
import { PcrOrders } from "./pcr-orders.tsx";
import { PcrResult } from "./pcr-result.tsx";
import { PersonForm } from "./person-form.tsx";
import { PersonPage } from "./person-page.tsx";
import { Queue } from "./queue.tsx";
import { Reading } from "./reading.tsx";
import { SlipCheck } from "./slip-check.tsx";
import { SlipPage } from "./slip-page.tsx";
import { Timers } from "./timers.tsx";

/** The page of the route. A key for each subject, so that nothing of one person stays on the next one's page. */
export function Screen() {
  const { route } = useApp().draft.value;
  switch (route.kind) {
    case "arrivals":
      return <Arrivals />;
    case "new-arrival":
      return <NewArrival />;
    case "arrival":
      return <ArrivalBoard key={route.arrival} id={route.arrival} />;
    case "manifest":
      return <ManifestPaste key={route.arrival} arrival={route.arrival} />;
    case "person-form":
      return <PersonForm key={route.person ?? route.arrival} arrival={route.arrival} person={route.person} />;
    case "person":
      return <PersonPage key={route.person} id={route.person} />;
    case "ask":
      return <Ask key={route.person} id={route.person} />;
    case "timers":
      return <Timers />;
    case "reading":
      return <Reading key={route.test} id={route.test} scanned={route.cassette} />;
    case "pcr":
      return <PcrOrders />;
    case "pcr-result":
      return <PcrResult key={route.test} id={route.test} scanned={route.specimen} />;
    case "queue":
      return <Queue />;
    case "kits":
      return <Kits />;
    case "slip":
      return <SlipPage key={route.test} id={route.test} />;
    case "slip-check":
      return <SlipCheck />;
  }
}
