import type { PersonReply } from "@beket/api";
import { formatDate, schemeName } from "@beket/domain";
import type { ComponentChildren } from "preact";
import { countryName } from "../../field/words/countries.ts";
import { language, say } from "../../i18n/index.ts";
import { Badge, Button, Card } from "../../ui/index.ts";
import { useCentre } from "../context.ts";
import { moment } from "../parts/format.ts";
import { PcrClock, ResultBadge } from "../parts/pcr-clock.tsx";
import { followUpNames, person as p } from "../words/health.ts";

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What the border wrote of one person. It lives in the page's memory and goes with the sheet. */
export function PersonView({ reply, onClose }: { readonly reply: PersonReply; readonly onClose: () => void }) {
  const centre = useCentre();
  const { profile, tests, followUps, contacts } = reply;
  return (
    <Card title={profile.name}>
      <div class="person" data-testid="person">
        <dl class="facts">
          {profile.birthDate === null ? null : (
            <Fact name={say(p.birth)}>{formatDate(Date.parse(`${profile.birthDate}T00:00:00Z`), "Etc/UTC", language.value)}</Fact>
          )}
          <Fact name={say(p.sex)}>{say(p.sexes[profile.sex])}</Fact>
          {profile.subjects.map((subject) => (
            <Fact key={`${subject.scheme}-${subject.value}`} name={schemeName(subject.scheme, language.value)}>
              <span class="code">{subject.value}</span>
              {subject.country === "KAZ" ? null : ` · ${say(countryName(subject.country))}`}
            </Fact>
          ))}
          {profile.citizenship === null ? null : <Fact name={say(p.citizenship)}>{say(countryName(profile.citizenship))}</Fact>}
          {profile.countryFrom === null ? null : <Fact name={say(p.from)}>{say(countryName(profile.countryFrom))}</Fact>}
          {profile.phone === null ? null : (
            <Fact name={say(p.phone)}>
              <a href={`tel:${profile.phone}`}>{profile.phone}</a>
            </Fact>
          )}
          {profile.onwardAddress === null ? null : <Fact name={say(p.address)}>{profile.onwardAddress}</Fact>}
          {reply.seat === null ? null : <Fact name={say(p.seat)}>{reply.seat}</Fact>}
          <Fact name={say(p.post)}>{centre.postName(reply.post)}</Fact>
          <Fact name={say(p.consent)}>{say(p.consents[profile.consent.state])}</Fact>
        </dl>
        <h4>{say(p.tests)}</h4>
        <ul class="rows">
          {tests.map((test) => (
            <li key={test.test}>
              <span>{moment(test.at, centre)}</span>
              <span>{test.result === null ? say(p.waiting) : <ResultBadge result={test.result} />}</span>
              {test.pcr === null ? null : (
                <span>
                  <span class="soft small">PCR</span> <PcrClock pcr={test.pcr} />
                </span>
              )}
            </li>
          ))}
        </ul>
        <h4>{say(p.followUps)}</h4>
        {followUps.length === 0 ? <p class="soft">{say(p.none)}</p> : null}
        <ul class="rows">
          {followUps.map((one) => (
            <li key={`${one.at}-${one.action}`}>
              <span>{moment(one.at, centre)}</span>
              <span>{say(followUpNames[one.action])}</span>
              {one.note === null ? null : <span class="soft small">{one.note}</span>}
            </li>
          ))}
        </ul>
        <h4>{say(p.contacts)}</h4>
        {contacts.length === 0 ? <p class="soft">{say(p.none)}</p> : null}
        <ul class="rows">
          {contacts.map((one) => (
            <li key={one.person}>
              <span>{one.name}</span>
              {one.companion ? <Badge>{say(p.companion)}</Badge> : null}
              <span class="soft small">
                {[one.seat === null ? null : `${say(p.seat)} ${one.seat}`, one.phone].filter((text) => text !== null).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
        <div class="row">
          <Button size="small" icon="cross" onClick={onClose}>
            {say(p.close)}
          </Button>
        </div>
      </div>
    </Card>
  );
}
