"""How are ways to reach a person spelt in a printed text?

E-mail addresses, telephone numbers, post boxes, and streets with their house numbers, in the
languages in which affiliations are common. Buildings, rooms, units and post codes are no way to
reach a person, and stay.

Each kind is a pattern that a text with such a thing matches, and steps: what is found, and what is
put instead. The patterns are RE2's, which looks neither ahead nor behind: what ends a match is
caught and put back, and what must stay is tried first, caught and put back. Words are what stands
between blanks and commas, since classes of all letters make RE2 slow.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A way to reach a person: the pattern of texts that may hold one, and the steps that take it
    out, each a pattern and what is put instead."""

    signs: str
    steps: tuple[tuple[str, str], ...]


_MAIL_WORD = (
    r"(?:(?:electronic|e-?mail) address(?:es)?|e-?mails?(?:-adress?en?)?|mailto|courriel"
    r"|correo electr[oó]nico|posta elettronica)"
)
_LOCAL, _HOST = r"[^\s@\x{ff20};,:()<>\[\]{}]+", r"[^\s@\x{ff20}.;,:()<>\[\]{}]+"
_AT = r"(?:\s?[\[({<]\s?at\s?[\])}>]\s?|_at_|\s?[@\x{ff20}]\s?)"
_DOT = r"(?:\s?[\[({]\s?dot\s?[\])}]\s?|\sdot\s)"

MAILS = Kind(
    r"[@\x{ff20}]|(?i:\bat\s?[\])}>]|_at_|\sdot\s|\bat [^ ]+\.[a-z]|e-?mail|mailto|courriel"
    r"|electronic ad|correo ele|posta ele)",
    (
        (r"[^\s@;,:()<>\[\]]+@[^\s@;,()<>\[\]]+", ""),
        # first dot last at example dot org
        (
            rf"(?i){_LOCAL}(?:{_DOT}{_LOCAL})*(?:{_AT}|\sat\s){_HOST}(?:\.{_HOST})*(?:{_DOT}{_HOST})+",
            "",
        ),
        (rf"(?i){_LOCAL}{_AT}{_HOST}(?:(?:\s?\.|\s\.\s){_HOST})+", ""),
        # No city is written so: first.last at example.org
        (rf"{_LOCAL}\s(?:at|AT)\s[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]+\b", ""),
        (rf"(?i)[^\s;,:()]+[._\d][^\s;,:()]+\sat\s{_HOST}(?:\.{_HOST})+", ""),
        (r"[^\s;,:()<>\[\]]*[@\x{ff20}][^\s;,()<>\[\]]*", ""),
        (rf"(?i)\b{_MAIL_WORD}\b\s*[.:]*\s*(and |[.;,)\]]|$)", r"\1"),
        (rf"(?i)\b{_MAIL_WORD}\s*:", ""),
    ),
)

_PHONE_WORD = (
    r"(?:tel|tlf|telf|tfno|t[eé]l|t[eé]l[eé](?:ph|f)on[eo]?s?|telefoon|tel[eé]fax|phones?|ph|fax|mobiles?|mob"
    r"|m[oó]vil|celular|cell(?:ular(?:e|s)?|phone)?|handy|gsm|portable|whatsapp|pager)"
)
_BETWEEN = r"[\s ().·\-\x{2010}\x{2011}\x{2013}\x{2014}/]"
_MORE = rf"(?:{_BETWEEN}*\d)"  # one more digit of a number
_LABEL = rf"(?i)(?:^|[\s (\[,;.:/])(?:{_PHONE_WORD}\b|[tfmp]\s?:|тел|факс|电话|電話|传真|전화)"
_OF = rf"(?:[\s .:/,&()+|-]*\b(?:and|or|no|nr|numbers?|office|work|home|{_PHONE_WORD})\b)*"

PHONES = Kind(
    rf"\d(?:{_BETWEEN}*\d){{6}}|(?i:\b{_PHONE_WORD}\b[^a-z]*(?:\d|:|\.?$))",
    (
        (rf"{_LABEL}{_OF}[\s .:\x{{ff1a}}/,(#º°-]*(?:\+\s?)?\d{_MORE}{{2,}}\)?", " "),
        (
            # ORCID iDs, ISNIs, years and post codes (after a place, Japan's too) stay.
            r"(\b\d?0000[\s-]?000\d[\s-]?\d{4}[\s-]?\d{3}[\dXx]|\b(?:19|20)\d\d\s?[-\x{2013}]\s?(?:19|20)\d\d\b"
            r"|\b\d{5}-\d{3,4}\b|\b\d{4}-\d{3}\b|[^\d\W] \d{3}-\d{4}\b)"
            rf"|\+\s?(?:\(\s?)?\d{_MORE}{{6,}}"  # +41 (0)44 555 01 00
            rf"|\(\s?\+?\d{{1,5}}\s?\){_MORE}{{5,}}"  # (208) 555-0100
            rf"|\b0\d{{0,4}}{_BETWEEN}+\d{_MORE}{{5,}}"  # 044 555010
            # 208 555 0100
            rf"|\b(?:\d[\s.\-\x{{2013}}])?\d{{2,4}}(?:{_BETWEEN}{{1,3}}\d{{2,5}}){{2,5}}\b"
            r"|\b\d{3,4}[\s.\-\x{2010}\x{2011}\x{2013}]\d{4}\b|\b\d{5}-\d{1,5}(?:-\d+)?\b|\b\d{7,}\b",
            r"\1",
        ),
        (
            r"(?i)[\s,;(]*\b(?:x|ext(?:ension|n)?|durchwahl|poste|anexo|ramal)[\s.:]*\d{2,6}\b\)?",
            "",
        ),
        (rf"{_LABEL}[\s.]*:(?:\s*{_PHONE_WORD}\b[\s.]*:)*", " "),
        (rf"{_LABEL}\.?\s*([,;]|\.?$)", r"\1"),
    ),
)

_BOX = (
    r"(?:(?i:\b(?:p\.?\s?o\.?\s?|post(?:al)?\s?(?:office\s)?|mail)?box|\bp\.?\s?o\.?\s?b\b\.?"
    r"|\bpostfach|\bpostbus|\bpostboks|\bcasilla(?: de correos?)?|\bcasella postale"
    r"|\bapartado(?: (?:de correos|postal|a[eé]reo))?|\bapdo\.?(?: postal)?|\bcaixa postal"
    r"|\bbo[iî]te postale)|\bB\.?\s?P\.?|\bC\.P\.|\bCS)"
)
_BOX_NUMBER = (
    r"(?:\s?(?:[Nn]o\.?|n[º°]|#|:))?\s*(?:[A-Z]{1,3}[\s-]?){0,2}\d[\d./-]*(?:[\s-]\d{2,3}\b)*"
)

BOXES = Kind(
    r"(?i:box|p\.? ?o\.? ?b\b|postfach|postbus|postboks|casilla|casella|apartado|apdo|postal)"
    r"|\b(?:B\.?P|C\.P|CS)\b",
    ((_BOX + _BOX_NUMBER, ""), (r"(?i)\bp\.?\s?o\.?\s?box\b", "")),
)

# The number of a house, before and after the name of the street.
_NUMBER = (
    r"(?:(?:\b(?:No|Nr|Nº|N°)\.?\s?)?\b\d{1,5}[A-Za-z]?(?:\s?[-\x{2013}/&]\s?\d{1,5}[A-Za-z]?)?"
    r"(?: bis| ter|\s?#)?|\bOne|\bTwo),?\s"
)
_AFTER = (
    r"(?:[Nn]o\s?[.:]?\s?|n[º°.]\s?|[Nn]r\.?\s?|#\s?)?"
    r"\d{1,4}(?:\s?[-\x{2013}/]\s?\d{1,4})?(?:[A-Za-z]|\s[a-d])?\b"
)
_CAPITAL = r"[^\sa-z,;\d][^\s,;]*\s"
_NAME = rf"(?:{_CAPITAL}|\d{{1,3}}\(?(?:st|nd|rd|th)\)?\s|(?:of|the|de|du|la)\s)"
_TOWARDS = r"(?:\s(?:[NSEW]|[NS]\.?[EW]|North|South|East|West)\b\.?)?"
_END = r"(\s*(?:[,;)]|\.?$))"
_STREET = (
    r"(?:[Ss]treet|[Aa]venue|[Aa]ve|[Rr]oad|Rd|[Bb]oulevard|Blvd|[Dd]rive|[Ll]ane|Ln|Highway|Hwy"
    r"|Parkway|Pkwy|Turnpike|Terrace|Crescent|Broadway|Place|Court|Square|Circle|Plaza|Way"
    r"|Expressway|Freeway|Causeway|Embankment|Esplanade|Mews|Quay|Marg|Lu|Jie|Dajie|Dadao|Xiang)\b"
)
_SHORT = r"(?:St|Str|Dr|Pl|Ct|Sq|Ter|Cir|Hill|Gardens|Grove|Walk|Row)\b"
_RUE = (
    r"(?:[Rr]ue|Grande [Rr]ue|[Aa]venue|[Aa]venida|Av(?:da)?\.?|[Bb]oulevard|[Bb]oul\."
    r"|[Bb]ld|[Bb]d\.?|[Cc]hemin|[Rr]oute|[Qq]uai|[Aa]ll[eé]e|[Ii]mpasse|[Pp]lace|[Cc]ours|[Vv]ia|[Vv]iale"
    r"|[VvPp]\.le|[Cc]orso|[Cc]\.so|[Pp]iazza|[Pp]iazzale|[Pp]\.zza|[Ll]argo|[Ss]trada|[Cc]alle|[Cc]/|[Pp]aseo|[Pp]laza"
    r"|[Cc]arretera|[Cc]tra\.?|[Cc]amino|[Rr]ua|[Tt]ravessa|[Pp]ra[çc]a|[Aa]lameda|[Ee]strada"
    r"|[Rr]odovia|[Cc]arrer|[Cc]arrera|[Cc]ra\.?|[Pp]asseig|[Uu]l\.|[Uu]lica|[Aa]leja|[Aa]l\.|[Pp]l\."
    r"|[Pp]rospekt|[Bb]ulevardul|[Cc]alea|[Ss]tr\.|[Ss]tra(?:ß|ss)e|[Jj]alan|[Jj]l\.|Soi)"
)
_STRASSE = (
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.?|[Pp]latz|[Aa]llee|[Ww]eg|[Gg]asse|[Dd]amm|[Uu]fer|[Gg]raben"
    r"|[Cc]haussee|[Gg]ürtel|laan|straat|gracht|plein|dijk|gatan|gata|v[äa]gen|veien|gade|vej|katu"
    r"|ntie|utca|parken)"
)
_CADDE = (
    r"(?:Cad|Cd|Sok|Sk|Caddesi|Sokak|Soka[gğ][i\x{131}]|Bulvar[i\x{131}]|[Pp]r|[Pp]rosp(?:ekt|ect)?"
    r"|[Nn]ab|[ÚúUu]t|[ÚúUu]tja|t[eé]r|All[eé]|n[aá]m|n[aá]m[eě]st[ií])"
)
_AM = r"(?:Am|Im|An de[rnm]|Auf de[rm]|Zum|Zur|In de[rn]|Unter de[rn])\s"
_GU = r"(?:-(?:dong|ro|gil|daero|cho|dori|myeon|eup)|-?machi)\b"

STREETS = Kind(
    rf"\b(?:{_STREET}|{_SHORT}|{_RUE}\s)|\s{_CADDE}[ .,]"
    rf"|(?i:\b(?:house|flat|apt|apartment|plot)\b)|{_STRASSE}[ ,.\d]|\b{_AM}|\b[Kk]m\b|{_GU}"
    r"|(?:^|[\s,;(])\d{1,4}-\d{1,3}[-,\s]|\d{1,3}-\d{1,4}-\d|\b\d{1,2}-\d{1,2},",
    (
        (r"\b[Kk]m\.?\s?\d+(?:[.,]\d+)?\b", ""),
        (r"(?i)\b(?:house|flat|apt|apartment|plot)\.?\s?(?:no\.?\s?|#\s?)?\d+[a-z]?\b", ""),
        # 46 Rue du Rhone; 35, rue Dailly
        (rf"{_NUMBER}{_RUE}\s[^,;\d]+?(\s*(?:[,;)]|\.?$|\d{{4,5}}\b))", r"\1"),
        # 750 E. Adams Street; 48, Vassileos Constantinou Avenue; 200 1st St SW
        (rf"{_NUMBER}(?:{_NAME}*?|[a-z]+\s){_STREET}\.?{_TOWARDS}", ""),
        (
            rf"\b\d{{1,4}}[A-Za-z]?,?\s(?:{_CAPITAL}|\d+(?:st|nd|rd|th)\s)+?{_SHORT}\.?{_TOWARDS}{_END}",
            r"\1",
        ),
        # Musterstraße 12; Robert Koch Straße 40
        (rf"(?:[^\s,;]*[^\s,;]{_STRASSE}|(?:{_CAPITAL}){{0,3}}{_STRASSE})[\s,]*{_AFTER}", ""),
        # Lihu Road 1800
        (rf"(?:{_CAPITAL})*{_STREET}\.?(?:\s?\([^)]+\))?,?\s*{_AFTER}", ""),
        # Via Roma, 57; Calle Mayor 10; Calle 64 No 12-30
        (rf"(^|[\s,;(]){_RUE}\s[^,;\d]+?,?\s*{_AFTER}", r"\1"),
        (rf"(^|[\s,;(]){_RUE}\s(?:No\.?\s)?\d[^\s,;]*(?:,?\s(?:x\s|{_RUE}\s)?{_AFTER})*", r"\1"),
        # Atatürk Cad. No: 5; Váci út 3
        (rf"(?:{_CAPITAL}){{1,3}}{_CADDE}\.?,?\s?{_AFTER}", ""),
        # Im Neuenheimer Feld 280
        (rf"(^|[,;.]\s){_AM}[^,;\d]+\s{_AFTER}", r"\1"),
        # Hongo 1-2-3; 1-2-3 Hongo; Yamadaoka 2-2; 7-3 Hongo
        (r"(^|[\s,;(])[A-Z][^\s,;.]+\s\d{1,3}-\d{1,4}-\d{1,3}\b", r"\1"),
        (r"(^|[\s,;(])\d{1,4}-\d{1,4}-\d{1,3}\b(?:\s[A-Z][^\s,;.]+)?", r"\1"),
        (r"(^|[\s,;(])[A-Z][a-z]{3,}[aiuo]\s\d{1,2}-\d{1,2}\b", r"\1"),
        (rf"(^|[\s,;(])\d{{1,4}}-\d{{1,2}}\s[A-Z][^\s,;.]+{_END}", r"\1\2"),
        # 98 Gunja-dong; Olympic-ro 43-gil 88
        (rf"\b\d{{1,4}}(?:-\d{{1,4}})?,?\s[A-Z][^\s,;]*{_GU}(?:\s\d+(?:beon)?-?gil\b)?", ""),
        (r"\b[A-Z][a-z]+-(?:ro|gil|daero)(?:\s\d+(?:beon)?-?gil)?,?\s\d{1,4}(?:-\d+)?\b", ""),
        (r"\b\d+(?:beon)?-?gil\b(?:\s\d{1,4}\b)?", ""),
        # A street alone between commas
        (
            rf"(^|[,;]\s){_NAME}+(?:[Ss]treet|[Rr]oad|[Aa]venue|Boulevard|Blvd|Ave|Lane|Drive"
            rf"|Highway|Parkway)\.?{_TOWARDS}{_END}",
            r"\2",
        ),
        (
            r"(^|[,;]\s)(?:[Rr]ue|[Cc]alle|[Rr]ua|[Aa]venida|[Bb]oulevard|Jalan|[Uu]l\.)"
            r"\s[^,;\d]+",
            r"\1",
        ),
        (rf"(^|[,;]\s)[^,;\d]*(?:[Ss]tra(?:ß|ss)e|straat|gatan|utca){_END}", r"\2"),
    ),
)

KINDS = (MAILS, PHONES, BOXES, STREETS)
TIDY = (
    (r",\s*s/n\b", ""),
    (r"[(\[<{][\s .,:;/&-]*[)\]>}]", " "),
    (r"(?:^|\s)(?:and|or|und|et|y)\s*([.;,)]|$)", r"\1"),
    (r"\s*([.,;])(?:\s*[.,;:])+", r"\1"),
    (r"\s+([.,;)])", r"\1"),
    (r"([(\[])\s+", r"\1"),
    (r"\s\s+", " "),
    (r"^[\s.,;:()-]+$", ""),
)
