import { Uuid } from "@beket/domain";
import * as v from "valibot";

/** An id that was parsed at the boundary, as the domain brands it; throws on any other text. */
export const domainUuid = (id: string): Uuid => v.parse(Uuid, id);
