"""Headers of address tables in other languages than English, as Outlook and Thunderbird write them there.

A header is a thing ("Telefon", "rue", "電話"), mostly with a place ("geschäftlich", "(bureau)", "del trabajo"), and
small words between: so that "Téléphone 2 (bureau)" is known without having been seen. All words stand here as they
are compared: without accents, in small letters.
"""

import re
from collections.abc import Mapping

from mrtnet.domain.names import fold, word_set

_PLACES: Mapping[str, str] = {
    "work": "geschaftlich geschaft dienstlich buro bureau professionnel pro professionnelle travail trabajo"
    " laboral oficina ufficio uff lavoro trabalho comercial werk zakelijk sluzbowy sluzbowa sluzbowe praca arbete"
    " arbejde arbeid arbeide kontor jobb рабочии рабочая раб служебныи",
    "home": "privat private prive domicile personnel personnelle particular casa personal abitazione abit ab privato"
    " residencial residencia thuis domowy domowa domowe dom hem hjemme bostad домашнии домашняя дом",
    "other": "weitere weiterer weiteres andere autre otra otro altro altra outro outra overig overige inny inna inne"
    " annan annat anden andet другои другая",
}
_SMALL = word_set(
    "de del della delle dell du des la le les el il lo do da dos di der die das den d l au a op na i en of y e et und"
    " oder ou o w z"
)
_THINGS: Mapping[str, str] = {
    "N.given": "vorname|prenom|nombre de pila|primeiro nome|voornaam|imie|fornamn|fornavn|имя|名|名前 名|이름",
    "N.family": "nachname|familienname|nom famille|apellidos|apellido|cognome|sobrenome|apelido|achternaam|nazwisko"
    "|efternamn|efternavn|etternavn|фамилия|姓|氏|성",
    "N.additional": "weitere vornamen|zweiter vorname|deuxieme prenom|segundo nombre|secondo nome|nome meio"
    "|segundo nome|tweede voornaam|drugie imie|mellannamn|mellemnavn|mellomnavn|отчество",
    "N.prefix": "anrede|titre|titre civilite|civilite|tratamiento|titolo|tratamento|aanhef|titel|tytul|обращение"
    "|敬称|称谓|호칭",
    "N.suffix": "suffix|suffixe|sufijo|suffisso|sufixo|achtervoegsel|sufiks|суффикс",
    "FN": "name|anzeigename|vollstandiger name|nom|nom complet|nom afficher|nombre|nombre completo|nombre mostrado"
    "|nome|nome completo|nome visualizzato|nome exibicao|naam|volledige naam|weergavenaam|imie nazwisko"
    "|nazwa wyswietlana|namn|navn|полное имя|фио|氏名|名前|表示名|姓名|성명",
    "NICKNAME": "spitzname|surnom|apodo|alias|soprannome|apelido familiar|bijnaam|pseudonim|smeknamn|kaldenavn",
    "ORG.name": "firma|unternehmen|organisation|arbeitgeber|societe|entreprise|organisme|employeur|empresa"
    "|organizacion|compania|societa|azienda|organizzazione|organizacao|bedrijf|organisatie|werkgever|organizacja"
    "|foretag|virksomhed|organisasjon|организация|компания|会社|会社名|勤務先|组织|公司|单位|회사",
    "ORG.unit": "abteilung|service|departement|departamento|reparto|dipartimento|afdeling|dzial|avdelning|avdeling"
    "|отдел|部署|部门|部門|부서",
    "TITLE": "position|stelle|beruf|funktion|arbeitstitel|titre poste|poste|fonction|profession|puesto|cargo"
    "|titulo trabajo|posizione|qualifica|mansione|funcao|titulo|functie|stanowisko|befattning|stilling|tittel"
    "|должность|役職|職位|职务|职位|직함|직책",
    "EMAIL": "e mail|email|mail|e mail adresse|mailadresse|primare e mail adresse|sekundare e mail adresse|adresse mail"
    "|adresse e mail|adresse email|adresse electronique|adresse messagerie|courriel|premiere adresse electronique"
    "|adresse electronique secondaire|correo|correo electronico|direccion correo electronico|direccion correo"
    "|posta elettronica|indirizzo posta elettronica|indirizzo e mail|indirizzo email|endereco email|endereco e mail"
    "|endereco correio eletronico|e mailadres|mailadres|adres e mail|adres email|e post|e postadress|e postadresse"
    "|e mailadresse|электронная почта|эл почта|адрес эл почты|адрес электроннои почты|電子メール|電子メール アドレス"
    "|メール|メールアドレス|电子邮件|电子邮件地址|邮箱|電子郵件|이메일|전자 메일 주소",
    "TEL": "telefon|telefonnummer|rufnummer|haupttelefon|telephone|tel|numero telephone|telefono|numero telefono"
    "|telefone|telefoon|telefoonnummer|nr telefonu|numer telefonu|tlf|телефон|電話|電話番号|电话|電話號碼|전화"
    "|전화번호",
    "TEL.work": "会社電話|勤務先電話|单位电话|商务电话|회사 전화",
    "TEL.home": "自宅電話|住宅电话|집 전화",
    "TEL.cell": "mobiltelefon|handy|mobil|mobilnummer|tel mobile|telephone mobile|telephone portable|portable|mobile"
    "|movil|celular|telefono movil|telefono celular|cellulare|telefono cellulare|telemovel|telefone celular"
    "|mobiele telefoon|mobiel|telefon komorkowy|komorka|komorkowy|мобильныи телефон|мобильныи|携帯電話|携帯|手机"
    "|行動電話|휴대폰|휴대 전화",
    "TEL.fax": "fax|faxnummer|telecopie|telecopieur|faks|факс|ファックス|传真|팩스",
    "URL": "webseite|website|internetseite|page web|site web|pagina web|sitio web|sito web|site|webpagina|strona"
    "|strona internetowa|strona www|webbsida|hjemmeside|webside|веб страница|саит|ホームページ|网页|網頁|홈페이지",
    "BDAY": "geburtstag|geburtsdatum|anniversaire|date naissance|cumpleanos|fecha nacimiento|compleanno|data nascita"
    "|aniversario|data nascimento|verjaardag|geboortedatum|urodziny|data urodzenia|fodelsedag|fodselsdag|fodselsdato"
    "|bursdag|день рождения|дата рождения|誕生日|生日|생일",
    "BDAY.year": "geburtsjahr|annee naissance|ano nacimiento|anno nascita|geboortejaar|rok urodzenia",
    "BDAY.month": "geburtsmonat|mois naissance|mes nacimiento|mese nascita|geboortemaand|miesiac urodzenia",
    "CATEGORIES": "kategorien|kategorie|stichworte|gruppen|categories|categorie|categorias|categoria|etiquetas|tags"
    "|categorieen|kategorier|категории|分類項目|类别|類別|범주",
    "NOTE": "notizen|notiz|bemerkung|bemerkungen|kommentar|notes|remarques|commentaires|notas|observaciones"
    "|comentarios|note|annotazioni|commenti|observacoes|notities|opmerkingen|notatki|uwagi|anteckningar|noter"
    "|notater|merknader|заметки|примечание|примечания|メモ|備考|附注|备注|備註|메모",
    "LANG": "sprache|sprachen|langue|langues|idioma|idiomas|lingua|lingue|taal|jezyk|sprak|sprog|язык",
    "ADR.street": "strasse|adresse|postfach|rue|adresse postale|boite postale|calle|direccion|apartado postal|via"
    "|indirizzo|casella postale|rua|endereco|caixa postal|straat|adres|ulica|gata|adress|vej|gate|улица|адрес|住所"
    "|番地|街道|地址|주소",
    "ADR.locality": "ort|stadt|wohnort|ville|localite|ciudad|poblacion|localidad|citta|localita|cidade|localidade"
    "|plaats|stad|woonplaats|miasto|miejscowosc|by|poststed|город|市区町村|城市|市|시",
    "ADR.region": "bundesland|kanton|region|departement etat|provincia|estado|provincia stato|distrito|provincie"
    "|wojewodztwo|lan|fylke|область|регион|край|都道府県|省|省 市 自治区|시 도",
    "ADR.code": "plz|postleitzahl|code postal|codigo postal|cp|cap|c a p|cep|postcode|kod pocztowy|postnummer"
    "|индекс|почтовыи индекс|почтовыи код|郵便番号|邮政编码|郵遞區號|우편 번호|우편번호",
    "ADR.country": "land|land region|staat|pays|pays region|pais|pais region|paese|paese area geografica|land regio"
    "|kraj|kraj region|страна|страна или регион|国|国 地域|国家|国家 地区|국가|국가 지역",
}
_WORD = re.compile(r"[^\W\d_]+")
_PLACE_OF = {word: place for place, words in _PLACES.items() for word in words.split()}


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word not in _SMALL]


_FIELD_OF = {" ".join(_words(thing)): field for field, things in _THINGS.items() for thing in things.split("|")}


def foreign_field(header: str) -> str:
    """The field that a header in another language names, "" if nobody knows it."""
    words = _words(fold(header))
    whole = _FIELD_OF.get(" ".join(words))
    if whole is not None:
        return f"ADR.any.{whole[4:]}" if whole.startswith("ADR.") else whole
    place = next((_PLACE_OF[word] for word in words if word in _PLACE_OF), "")
    thing = " ".join(word for word in words if word not in _PLACE_OF)
    if place and not thing:
        return f"TEL.{place}"  # Thunderbird and Outlook: "Dienstlich", "Particular"
    field = _FIELD_OF.get(thing, "") if place else ""
    if field.startswith("ADR."):
        return f"ADR.{place}.{field[4:]}"
    return f"{field}.{place}" if field == "TEL" or (field == "EMAIL" and place != "other") else field
