type AlertParts = {
  readonly plate: string;
  readonly dateTime?: string;
  readonly uuid?: string | null;
  readonly pictureId?: string | null;
  readonly direction?: string;
  readonly retransmission?: boolean;
};

/** An alert in the shape of a plate camera's, as short as the parts allow. */
export const alertXml = ({
  plate,
  dateTime = "2026-04-20T08:15:30+05:00",
  uuid = "u-1",
  pictureId = "pic-1",
  direction = "forward",
  retransmission = false,
}: AlertParts): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
<channelID>1</channelID><dateTime>${dateTime}</dateTime><eventType>ANPR</eventType><eventState>active</eventState>
<ANPR><licensePlate>${plate}</licensePlate><direction>${direction}</direction><confidenceLevel>97</confidenceLevel>
<pictureInfoList><pictureInfo><fileName>licensePlatePicture.jpg</fileName>${pictureId === null ? "" : `<pId>${pictureId}</pId>`}</pictureInfo></pictureInfoList></ANPR>
${uuid === null ? "" : `<UUID>${uuid}</UUID>`}<isDataRetransmission>${retransmission}</isDataRetransmission><countryAbbreviation>NON</countryAbbreviation>
</EventNotificationAlert>`;

const picture = new Uint8Array([0xff, 0xd8, 13, 10, 45, 45, 13, 10, 0xff, 0xd9]);

/** The multipart push around an alert, with two small pictures whose bytes resemble line ends and boundaries. */
export const multipartPush = (xml: string): { readonly contentType: string; readonly body: Uint8Array } => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const part = (name: string, type: string, body: Uint8Array): readonly Uint8Array[] => [
    text(
      `--beket\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
    text("\r\n"),
  ];
  const chunks = [
    ...part("anpr.xml", "application/xml", text(xml)),
    ...part("licensePlatePicture.jpg", "image/jpeg", picture),
    ...part("detectionPicture.jpg", "image/jpeg", picture),
    text("--beket--\r\n"),
  ];
  const body = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  chunks.reduce((at, chunk) => {
    body.set(chunk, at);
    return at + chunk.length;
  }, 0);
  return { contentType: "multipart/form-data; boundary=beket", body };
};
