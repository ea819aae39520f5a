"""German."""

from briefgen.text.measures import CONTINENTAL, SYMBOLS, Head, Measures, classes, numbered
from briefgen.text.tables import words

MEASURES = Measures(
    number=CONTINENTAL,
    decimal=",",
    head=Head.CAPITAL,
    numbers=numbered("""
        2 zwei
        3 drei
        4 vier
        5 fünf
        6 sechs
        7 sieben
        8 acht
        9 neun
        10 zehn
        11 elf
        12 zwölf
        20 zwanzig
        30 dreißig
        40 vierzig
        50 fünfzig
    """),
    scales=numbered("""
        12 dutzend
        1e3 tausend
        1e6 million millionen mio
        1e9 milliarde milliarden mrd
        1e12 billion billionen
    """),
    abbreviated=words("mio mrd"),
    ranging=words("bis"),
    spanning=words("zwischen"),
    spanned=words("und"),
    changing=words("von"),
    scores=words("sieg niederlage erfolg unentschieden stimmen"),
    bounds=classes("""
        at most: bis zu, höchstens, maximal, weniger als, nicht mehr als, unter
        at least: mindestens, mehr als, über, wenigstens, nicht weniger als
        about: etwa, rund, ungefähr, circa, ca, knapp, fast, gut, schätzungsweise, annähernd, nahezu
    """),
    during=words("über unter"),
    units=classes("""
        person: menschen, mensch, personen, person, zivilisten, bewohner, einwohner
        dead: tote, toten, todesopfer, todesopfern, leichen
        injured: verletzte, verletzten, verwundete, verwundeten
        country: länder, ländern, staaten, nationen
        soldier: soldaten, soldat
        home: häuser, häusern, haus
        child: kinder, kindern, kind
        woman: frauen, frau
        man: männer, männern, mann
        day: tage, tagen, tag, tägige, tägigen, tägiger
        week: wochen, woche, wöchige, wöchigen
        month: monate, monaten, monat, monatige, monatigen
        year: jahre, jahren, jahr, jährige, jährigen, jähriger
        hour: stunden, stunde
        minute: minuten, minute
        km: kilometer, kilometern, km
        metre: meter, metern
        ton: tonnen, tonne
        degree: grad
        time: mal
    """),
    glued=words("km kg cm mm"),
    percent=words("% prozent"),
    points=words("prozentpunkte prozentpunkten"),
    currencies=classes("""
        $: dollar, us-dollar, usd
        €: euro, eur
        £: pfund
        ₽: rubel
        franc: franken
    """),
    symbols=SYMBOLS,
    durations=words("minute hour day week month year"),
    generic=words("minute hour day week month year km metre ton degree time"),
    apart=words("später zuvor zurück"),
    other=words("weitere weiteren weiterer andere anderen"),
    of=words("der von"),
    numbered=words("nr nummer artikel paragraf absatz kapitel seite flug kanal autobahn linie gleis platz"),
    clock=words("uhr"),
    roles=classes("""
        dead: tote, toten, todesopfer, getötet, starben, gestorben, töteten, tötete, ums
        injured: verletzte, verletzten, verletzt, verwundet
        arrested: festgenommen, verhaftet
        missing: vermisst, vermisste
    """),
    linking=words("wurden worden sind waren seien kamen ums schwer leicht sollen"),
    bare=words("person dead injured"),
    weekdays=numbered("""
        0 montag montagabend montagmorgen montagnachmittag montags
        1 dienstag dienstagabend dienstagmorgen dienstagnachmittag
        2 mittwoch mittwochabend mittwochmorgen mittwochnachmittag
        3 donnerstag donnerstagabend donnerstagmorgen donnerstagnachmittag
        4 freitag freitagabend freitagmorgen freitagnachmittag
        5 samstag samstagabend samstagmorgen sonnabend
        6 sonntag sonntagabend sonntagmorgen sonntagnachmittag
    """),
    months=numbered("""
        1 januar jänner
        2 februar
        3 märz
        4 april
        5 mai
        6 juni
        7 juli
        8 august
        9 september
        10 oktober
        11 november
        12 dezember
    """),
    parts=classes("""
        morning: morgen, vormittag, früh
        afternoon: nachmittag
        night: abend, nacht
    """),
    capital=True,
    leads=words("im seit bis ende anfang mitte vergangenen nächsten ab vom von"),
    shifts=classes("""
        day 0: heute, heute morgen, heute abend
        day -1: gestern, gestern abend, gestern morgen
        week 0: diese woche, in dieser woche, dieser woche
        week -1: vergangene woche, letzte woche, vergangener woche
        week 1: nächste woche, kommende woche
        month 0: diesen monat, in diesem monat
        month -1: vergangenen monat, letzten monat
        month 1: nächsten monat
        year 0: in diesem jahr, dieses jahr
        year -1: vergangenes jahr, im vergangenen jahr, letztes jahr
        year 1: nächstes jahr, im nächsten jahr, kommendes jahr
    """),
    last=words("vergangenen letzten"),
    next=words("nächsten kommenden"),
    future=words("wird werden soll sollen will wollen geplant"),
    past=("te", "ten"),
    no_verbs=words("""
        erste ersten zweite zweiten dritte dritten vierte vierten letzte letzten nächste nächsten gute guten beste besten
        heute bitte weite weiten späte späten rechte rechten alte alten rote roten leichte leichten letzten gesamte gesamten
        bekannte bekannten verletzte verletzten unten hinten könnte möchte meisten
    """),
    pasts=words("""
        hat haben hatte hatten wurde wurden war waren kam kamen ging gingen gab gaben starb starben traf trafen nahm nahmen
        schloss schlossen beschloss beschlossen begann begannen fand fanden fiel fielen stieg stiegen schrieb sprach sprachen
        verlor verloren gewann gewannen blieb blieben brach brachen stand standen ließ ließen sah sahen hielt hielten rief
    """),
    bygone=words("hatte hatten wurde wurden war waren hat haben"),
    open=words(
        "sollte sollten wollte wollten konnte konnten könnte könnten würde würden möchte möchten dürfte dürften"
    ),
    since=words("seit"),
    lasting=words("bis für"),
    ahead=words("bis für ab"),
    hours=words("zum zur ende anfang mitte den dem mindestens"),
    clauses=words("wenn weil als während obwohl"),
    coordinating=words("und aber oder der die das"),
    opening=words("dass"),
)
