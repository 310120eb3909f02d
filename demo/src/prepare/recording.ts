import type { Random } from "../city/random.ts";
import { inventPlate } from "../city/identifiers.ts";

// The smallest JPEG there is: the recording carries pictures because cameras do, and nobody looks at them.
const picture = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=",
  "base64",
);
const boundary = "BeketRecordedCamera";

const alert = (plate: string, key: string, confidence: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
<ipAddress>127.0.0.1</ipAddress><portNo>0</portNo><protocol>HTTP</protocol><channelID>1</channelID>
<dateTime>2020-04-20T08:00:00+06:00</dateTime><activePostCount>1</activePostCount><eventType>ANPR</eventType><eventState>active</eventState>
<eventDescription>ANPR</eventDescription><ANPR><country>0</country><licensePlate>${plate}</licensePlate><line>1</line><direction>forward</direction>
<confidenceLevel>${confidence}</confidenceLevel><vehicleType>vehicle</vehicleType><pictureInfoList><pictureInfo><fileName>licensePlatePicture.jpg</fileName><pId>${key}</pId></pictureInfo></pictureInfoList></ANPR>
<UUID>${key}</UUID><picNum>1</picNum><isDataRetransmission>false</isDataRetransmission></EventNotificationAlert>`;
const heartbeat = `<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><dateTime>2020-04-20T08:00:00+06:00</dateTime><eventType>videoloss</eventType><eventState>inactive</eventState></EventNotificationAlert>`;

const push = (xml: string, withPicture: boolean): Buffer => {
  const head = (name: string, type: string, length: number): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
  const body = Buffer.from(xml);
  const parts = [Buffer.from(head("anpr.xml", "application/xml", body.length)), body, Buffer.from("\r\n")];
  if (withPicture) parts.push(Buffer.from(head("licensePlatePicture.jpg", "image/jpeg", picture.length)), picture, Buffer.from("\r\n"));
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
};

const line = (afterMs: number, body: Buffer): string =>
  JSON.stringify({ afterMs, contentType: `multipart/form-data; boundary=${boundary}`, body: body.toString("base64") });

/** A recorded hour of a lane's camera as JSON lines: nine of ten cars hold a permit, and a heartbeat comes between cars. */
export const recordCamera = (permittedPlates: readonly string[], random: Random, cars: number): string => {
  const lines: string[] = [];
  for (let car = 0; car < cars; car += 1) {
    const plate = permittedPlates.length > 0 && random.chance(0.9) ? random.pick(permittedPlates) : inventPlate(random);
    lines.push(line(2_000 + random.below(4_000), push(heartbeat, false)));
    lines.push(line(4_000 + random.below(12_000), push(alert(plate, `demo-${random.digits(12)}`, 88 + random.below(12)), true)));
  }
  return `${lines.join("\n")}\n`;
};
