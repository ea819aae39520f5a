"""German."""

from briefgen.text.tables import Table, lines, phrases, words

TABLE = Table(
    reporting=words("""
        sagen sagt sagte gesagt sagten erklärt erklärte erklärten teilt teilte mitgeteilt berichtet berichtete berichteten
        betont betonte kündigte angekündigt warnte gewarnt laut zufolge angaben fügte hinzu hieß meldete meldet äußerte
        herr frau dr würde könnte auch
    """),
    fillers=words("""
        präsident präsidentin minister ministerin außenminister premierminister kanzler kanzlerin chef chefin sprecher
        sprecherin richter richterin general direktor leiter polizei ministerium regierung behörde behörden ausschuss
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag jahr jahre jahren monat monate woche wochen
        tag tage heute gestern morgen zeit mann männer frau frauen menschen neue neuen erste ersten letzte letzten
    """),
    pronouns=words("er sie es ihm ihn ihr ihre ihren ihrem ihrer ihres sein seine seinen seinem seiner seines ihnen"),
    possessives=words("sein seine seiner seinem ihre ihrer ihrem"),
    demonstratives=words(
        "dies diese dieser dieses diesem diesen jene jener jenes jenem jenen solche solcher solches solchem solchen derlei"
    ),
    inner=True,
    first_person=words("ich wir mein meine meinen uns unser unsere unseren mir mich"),
    second_person=words("du dein deine deinen deinem dich dir euch euer eure euren"),
    time=words("""
        woche wochen jahr jahre jahres monat monats tag tage morgen abend nacht sommer winter herbst frühling frühjahr
        wochenende quartal jahrzehnt jahrhundert montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
        zeitpunkt tagen wochenenden stunde stunden moment mal vormittag nachmittag mittag montagabend freitagabend
        januar februar märz april mai juni juli august september oktober november dezember saison
    """),
    fronting=words(
        "in im an am auf bei nach vor seit während als wenn weil da obwohl nachdem bevor bis mit ohne unter trotz laut zu wegen für"
    ),
    saying=words("""
        sagt sagte sagten erklärt erklärte erklärten schrieb schreibt betonte betont warnte warnt fügte teilte meinte
        meint berichtete berichtet forderte fordert kündigte nannte antwortete räumte behauptete versicherte hieß
    """),
    acts=words("""
        sagte erklärte teilte kündigte stimmte beschloss verurteilte tötete starben verletzt getötet unterzeichnete traf
        trafen nahm festgenommen verhaftet lehnte billigte verabschiedete kaufte verkaufte zahlte schloss eröffnete
        entließ gewann verlor stürzte begann endete schrieb nannte warnte forderte
    """),
    titles=words("""
        präsident präsidentin minister ministerin kanzler kanzlerin außenminister außenministerin premierminister general
        richter richterin bürgermeister bürgermeisterin sprecher sprecherin chef chefin direktor direktorin professor
        professorin dr herr frau papst könig königin bischof trainer trainerin ministerpräsident ministerpräsidentin
    """),
    abstract=words("""
        dynamik lage entwicklung entwicklungen zusammenspiel bemühungen landschaft komplexität moment schritt schub
        geflecht situation
    """),
    revealing=words("""
        spiegelt spiegeln unterstreicht unterstreichen verdeutlicht verdeutlichen signalisiert signalisieren offenbart
        offenbaren zeigt zeigen veranschaulicht veranschaulichen demonstriert demonstrieren
    """),
    # German puts the verb second: "Allerdings lehnte der Rat ab" has no opener
    # that could be left out, so here these words make a line hang.
    hanging=phrases(r"""
        aber
        und
        oder
        doch
        jedoch
        allerdings
        unterdessen
        währenddessen
        inzwischen
        außerdem
        zudem
        darüber hinaus
        ferner
        ebenso
        deshalb
        daher
        darum
        deswegen
        trotzdem
        dennoch
        gleichwohl
        daraufhin
        danach
        dann
        dabei
        dafür
        dagegen
        damit
        davon
        dazu
        hierzu
        hinzu
        somit
        also
        schließlich
        zuvor
        später
        stattdessen
        beide männer
        beide frauen
        beide seiten
        beide
        die beiden
        dort
        hier
        das teilte
        das sagte
        das ist
        das war
        das geht
        das hat
        das berichtet
        der vorfall
        die entscheidung
        ihm zufolge
        ihr zufolge
        demnach
        des weiteren
        zusätzlich
        weiter heißt es
        weiter hieß es
        demzufolge
        zum beispiel
        beispielsweise
        hintergrund (?:ist|war|sind)
        auch(?! (?:wenn|ohne|nach|nur)\b)
        im gegensatz dazu
        im gegenzug
        im anschluss
        gleichzeitig
        zugleich
        mittlerweile
        indes
        indessen
        ebenfalls
        zum einen
        zum anderen
        einerseits
        andererseits
        hingegen
        schließlich
        letztlich
        tatsächlich
        wie (?:er|sie|es) \w+
        (?:unter|zwischen|neben|bei|mit|von|gegen|für|laut) (?:ihnen|ihm|ihr)
        kurz (?:darauf|danach|zuvor)
        (?:wenig|tage|wochen|monate|stunden|minuten) (?:später|darauf)
        grund (?:dafür|hierfür)
    """),
    hanging_inside=lines(r"""
        , (?:sagte|sagt|erklärte|betonte|fügte|so|meinte|berichtete|ergänzte) (?:er|sie)\b[^.,]*\.$
        ^(?!.*\b(?:bei|beim)\b)[^,]*\b(?:wurden?|kamen?|starben?|erlitten?|entstand|entstanden) dabei\b
    """),
    expletive=r"(?i)es (?:ist|war|bleibt|wurde|wird|scheint|schien)\b.{0,60}\b(?:ob|dass|wie|warum|wer|wann|zu)\b"
    r"|es (?:gibt|gab|handelt|regnete|schneite|heißt|hieß)\b|es (?:war|ist) (?:die|der|das) \w+",
    furniture=lines(r"""
        (?:jetzt )?abonnieren sie\b
        wir verwenden cookies\b
        folgen sie (?:uns|unserem|unserer|\w+ auf)\b
        (?:lesen sie|mehr zum thema|auch interessant|lesetipp|mehr dazu)\b.{0,100}$
        (?:anzeige|werbung|teilen|drucken|kommentare|menü|suche)$
        .{0,120}alle rechte vorbehalten
        (?:foto|bild|quelle|fotos|bilder|grafik|video): ?\S
        (?:aktualisiert|veröffentlicht|stand|erstellt)(?: am| um|:)? ?.{0,12}\d.{0,40}$
        bitte (?:melden sie sich|loggen|registrieren|aktivieren)\b
        (?:artikel|beitrag|seite) (?:teilen|drucken|merken|versenden)\b
        (?:korrektur|hinweis der redaktion|anmerkung der redaktion|transparenzhinweis):
        (?:zum|hier geht es zum|jetzt) newsletter\b
    """),
    credits=lines(r"""
        Von (?:[A-ZÄÖÜ][\w.'’-]+ ?){2,3}(?:(?:,| und) .{2,60})?$(?<![.])
        (?:[A-ZÄÖÜ][\w.'’-]+ ){1,2}[A-ZÄÖÜ][\w.'’-]+ ?/ ?(?:dpa|AFP|Reuters|[A-Z]\w+)$
    """),
    speech=words("""
        sagen sage äußerte äußerten ergänzte ergänzten mahnte lobte kritisierte verkündete bestätigte kommentierte
        twitterte erzählte erzählt bekräftigte verlangte bezeichnete sprach rief entgegnete erwiderte zitierte heißt
        hieß schilderte unterstrich konstatierte urteilte klagte gab fragte versprach beteuerte begründete
    """),
    between=words("hat haben hatte hatten auch dazu weiter zudem am dann noch später"),
    subjects=words("er sie es ich wir"),
    determiners=words("der die das ein eine einer sein seine ihr ihre ihrem des den dem"),
    according=phrases("""
        laut
        nach angaben von
        nach den worten von
        so
    """),
)
