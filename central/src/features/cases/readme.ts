/**
 * What a sealed case tells whoever opens it. Lines that begin with four blanks are commands for a POSIX shell in the folder that the
 * archive was unpacked in; a test runs exactly these.
 */
export const readme = `beket/case/1

KK  Бұл — бір шешімнің мөрленген ісі. Төмендегі командалар оны Beket бағдарламасынсыз тексереді: sha256sum, jq, openssl (ГОСТ үшін gost engine: libengine-gost-openssl). Команда қате берсе, іс бүлінген немесе ауыстырылған.
RU  Это опечатанное дело об одном решении. Команды ниже проверяют его без программы Beket: sha256sum, jq, openssl (для ГОСТ — с gost engine: libengine-gost-openssl). Если команда завершилась ошибкой, дело повреждено или подменено.
EN  This is the sealed case of one decision. The commands below verify it without Beket: sha256sum, jq, openssl (for GOST with the gost engine: libengine-gost-openssl). Where a command fails, the case was damaged or replaced.

1.
KK  Әр файл манифесттегі SHA-256-ға сай, артық файл жоқ.
RU  Каждый файл соответствует SHA-256 из манифеста, лишних файлов нет.
EN  Each file has the SHA-256 of the manifest, and there is no other file.

    jq -r '.files[] | .sha256 + "  " + .path' manifest.json | sha256sum --check --strict --quiet -
    jq -r '.files[].path' manifest.json | sort > ../listed
    find . -type f ! -path ./manifest.json ! -path ./manifest.sig | sed 's#^\\./##' | sort | diff ../listed -

2.
KK  Манифестке орталықтың қолы қойылған (Ed25519).
RU  Манифест подписан центром (Ed25519).
EN  Central signed the manifest (Ed25519).

    openssl pkeyutl -verify -pubin -inkey keys/central.pem -rawin -in manifest.json -sigfile manifest.sig

3.
KK  Орталықтың кілті — түбір кілт қол қойған кілттер жиынынан. keys/root.pem файлын өзіңізге белгілі түбір кілтпен салыстырыңыз.
RU  Ключ центра — из набора, подписанного корневым ключом. Сравните keys/root.pem с корневым ключом, который известен вам самим.
EN  Central's key is of the set that the root key signed. Compare keys/root.pem with the root key that you know from elsewhere.

    openssl pkeyutl -verify -pubin -inkey keys/root.pem -rawin -in keys/keyset.signed -sigfile keys/keyset.sig
    case "$(cat keys/keyset.codec)" in none) unpack=cat ;; zstd) unpack="zstd -dcq" ;; *) unpack="perl -MIO::Uncompress::RawInflate=rawinflate -e rawinflate('-','-')" ;; esac
    tail -c +19 keys/keyset.signed | $unpack | cmp - keys/keyset.json
    key=$(openssl pkey -pubin -in keys/central.pem -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \\n')
    jq -e --arg key "$key" '.revoked as $out | any(.keys[]; .publicKey == $key and .role == "registry" and (.id as $id | $out | index($id) | not))' keys/keyset.json > ../trusted
    jq -e --arg key "$key" '.signer == $key' manifest.json > ../signer

4.
KK  Өтініш берушінің құжаты мен қолы (бар болса). Әр қолтаңба мен әр куәлік өз кілтімен тексеріледі; мазмұнның хэші қол қойылған атрибуттарда.
RU  Документ заявителя и его подпись (если есть). Каждая подпись и каждый сертификат проверяются своим ключом; хэш содержания — в подписанных атрибутах.
EN  The applicant's document and signature (where there is one). Each signature and certificate is verified by its key; the content's hash is in the signed attributes.

    for key in evidence/plain/*.pem; do test -e "$key" || continue; name=\${key%.pem}; digest=$(cat "$name.digest"); case "$digest" in md_gost*) engine="-engine gost" ;; *) engine="" ;; esac; openssl dgst $engine "-$digest" -verify "$key" -signature "$name.signature" "$name.message"; done
    for message in evidence/plain/*-signature.message; do test -e "$message" || continue; digest=$(cat "\${message%.message}.digest"); case "$digest" in md_gost*) engine="-engine gost" ;; *) engine="" ;; esac; hash=$(openssl dgst $engine "-$digest" -r inputs/document.json | cut -d ' ' -f 1); od -An -v -tx1 "$message" | tr -d ' \\n' | grep -q "$hash"; done

KK  RSA қолтаңбасын толығымен де тексеруге болады (ГОСТ-тың қазақстандық атауларын OpenSSL білмейді):
RU  Подпись RSA можно проверить и целиком (казахстанских имён ГОСТ OpenSSL не знает):
EN  A signature by RSA can be verified as a whole too (OpenSSL does not know the Kazakh names of GOST):
      for f in evidence/anchor-*.cer; do openssl x509 -inform DER -in "$f"; done > ../anchors.pem
      openssl cms -verify -binary -inform DER -in inputs/signature.cms -content inputs/document.json -CAfile ../anchors.pem -purpose any -no_check_time -out ../content

5.
KK  Бекеттегі тексеру (бар болса): chain/link.bin файлының SHA-256-сы — журнал тізбегіндегі оқиғаның орны.
RU  Проверка на посту (если есть): SHA-256 файла chain/link.bin — место события в цепочке журнала.
EN  A look-up at a post (where there is one): the SHA-256 of chain/link.bin is the event's place in the journal's chain.

    if test -e chain/link.bin; then test "$(sha256sum < chain/link.bin | cut -d ' ' -f 1)" = "$(jq -r .hash chain/row.json)"; fi
    if test -e chain/link.bin; then test "$(tail -c 32 chain/link.bin | od -An -v -tx1 | tr -d ' \\n')" = "$(sha256sum < chain/sealed.bin | cut -d ' ' -f 1)"; fi

KK  verdict.json — шешім; inputs/ — ол неге сүйенді; evidence/ — куәліктер, тізімдер, жауаптар, уақыт белгілері; audit/ — істі кім қарады.
RU  verdict.json — решение; inputs/ — на чём оно основано; evidence/ — сертификаты, списки, ответы, метки времени; audit/ — кто смотрел дело.
EN  verdict.json is the decision; inputs/ what it rests on; evidence/ certificates, lists, answers, time-stamps; audit/ who looked at the case.

KK  Beket-пен:
RU  С программой Beket:
EN  With Beket:
      beket case verify FILE.tar --root FINGERPRINT --trust FOLDER
`;
