"""French."""

from briefgen.text.measures import CONTINENTAL, SYMBOLS, Measures, classes, numbered
from briefgen.text.tables import words

MEASURES = Measures(
    number=CONTINENTAL,
    decimal=",",
    numbers=numbered("""
        2 deux
        3 trois
        4 quatre
        5 cinq
        6 six
        7 sept
        8 huit
        10 dix
        11 onze
        12 douze
        13 treize
        14 quatorze
        15 quinze
        16 seize
        20 vingt
        30 trente
        40 quarante
        50 cinquante
        60 soixante
    """),
    scales=numbered("""
        1e3 mille
        1e6 million millions
        1e9 milliard milliards mds
    """),
    ranging=words("à"),
    spanning=words("entre"),
    spanned=words("et"),
    changing=words("de"),
    scores=words("victoire défaite voix"),
    bounds=classes("""
        at most: jusqu'à, jusqu’à, au plus, au maximum, moins de, pas plus de
        at least: au moins, plus de, au minimum, pas moins de
        about: environ, près de, quelque, presque, autour de, à peu près, quelques
    """),
    units=classes("""
        person: personnes, personne, civils, civil, habitants, gens
        dead: morts, mort, décès, tués
        injured: blessés, blessé
        country: pays, nations
        soldier: soldats, soldat, militaires
        home: maisons, maison
        child: enfants, enfant
        woman: femmes, femme
        man: hommes, homme
        day: jours, jour
        week: semaines, semaine
        month: mois
        year: ans, an, années, année
        hour: heures
        minute: minutes, minute
        km: kilomètres, kilomètre, km
        metre: mètres, mètre
        ton: tonnes, tonne
        degree: degrés
        time: fois
    """),
    glued=words("km kg cm mm"),
    percent=frozenset({"%", "pour cent"}),
    points=frozenset({"points de pourcentage"}),
    currencies=classes("""
        $: dollars, dollar
        €: euros, euro
        £: livres
        ₽: roubles
        franc: francs
    """),
    symbols=SYMBOLS,
    durations=words("minute hour day week month year"),
    generic=words("minute hour day week month year km metre ton degree time"),
    apart=words("plus auparavant après avant tard"),
    passing=words("de d autres"),
    other=words("autres autre supplémentaires"),
    of=words("des"),
    numbered=words("no nº n numéro article chapitre page vol chaîne autoroute ligne quai loi"),
    clock=words("h heures heure"),
    roles=classes("""
        dead: morts, mort, tués, tué, tuées, tuant, décédés, décès, péri
        injured: blessés, blessé, blessées, blessant
        arrested: arrêtés, arrêtées, interpellés, interpellées
        missing: disparus, disparues
    """),
    active=words("tuant blessant"),
    linking=words("ont été sont étaient"),
    bare=words("person dead injured"),
    weekdays=numbered("""
        0 lundi
        1 mardi
        2 mercredi
        3 jeudi
        4 vendredi
        5 samedi
        6 dimanche
    """),
    months=numbered("""
        1 janvier
        2 février
        3 mars
        4 avril
        5 mai
        6 juin
        7 juillet
        8 août
        9 septembre
        10 octobre
        11 novembre
        12 décembre
    """),
    parts=classes("""
        morning: matin
        noon: midi
        afternoon: après-midi
        night: soir, nuit
    """),
    leads=words("en depuis fin début mi dès"),
    shifts=classes("""
        day 0: aujourd'hui, aujourd’hui, ce matin, ce soir
        day -1: hier, hier soir, hier matin
        day 1: demain
        week 0: cette semaine
        week -1: la semaine dernière, la semaine passée
        week 1: la semaine prochaine
        month 0: ce mois-ci
        month -1: le mois dernier
        month 1: le mois prochain
        year 0: cette année
        year -1: l'année dernière, l’année dernière, l'an dernier, l’an dernier
        year 1: l'année prochaine, l’année prochaine, l'an prochain, l’an prochain
    """),
    future=words("va vont doit doivent devrait devraient prévu prévue sera seront"),
    participles=("é", "ée", "és", "ées", "i", "is", "u", "us", "ue", "ert", "it", "ort"),
    coming=("ra", "ront"),
    no_verbs=words("opéra caméra aura"),
    pasts=words("était étaient avait avaient fut furent"),
    bygone=words("a ont avait avaient fut furent était étaient"),
    open=words("devait devaient aurait auraient serait seraient"),
    auxiliaries=words("a ont avait avaient fut furent était étaient est sont été être avoir"),
    adverbs=words("pas été ne déjà aussi ensuite"),
    since=words("depuis"),
    lasting=words("jusqu'à jusqu’à pour"),
    ahead=words("jusqu'à jusqu’à d'ici d’ici pour"),
    clauses=words("quand lorsque où dont"),
    coordinating=words("et mais ou"),
    opening=words("que qui"),
)
