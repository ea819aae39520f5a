"""Spanish."""

from briefgen.text.measures import CONTINENTAL, SYMBOLS, Measures, classes, numbered
from briefgen.text.tables import words

MEASURES = Measures(
    # 1,234 may be a thousand in Mexico and one and a bit in Spain: no quantity.
    number=CONTINENTAL,
    decimal=",",
    numbers=numbered("""
        2 dos
        3 tres
        4 cuatro
        5 cinco
        6 seis
        7 siete
        8 ocho
        9 nueve
        10 diez
        11 once
        12 doce
        13 trece
        14 catorce
        15 quince
        20 veinte
        30 treinta
        40 cuarenta
        50 cincuenta
    """),
    scales=numbered("""
        1e3 mil
        1e6 millón millones
        12 docena docenas
    """),
    single=words("una un"),
    ranging=words("a"),
    spanning=words("entre"),
    spanned=words("y"),
    changing=words("de"),
    scores=words("victoria derrota votos"),
    bounds=classes("""
        at most: hasta, como máximo, a lo sumo, menos de, no más de
        at least: al menos, por lo menos, más de, como mínimo, no menos de
        about: unos, unas, cerca de, alrededor de, aproximadamente, casi, en torno a
    """),
    units=classes("""
        person: personas, persona, civiles, civil, habitantes
        dead: muertos, muerto, fallecidos, muertes
        injured: heridos, herido
        country: países, país, naciones
        soldier: soldados, soldado, militares
        home: casas, casa, viviendas
        child: niños, niño
        woman: mujeres, mujer
        man: hombres, hombre
        day: días, día
        week: semanas, semana
        month: meses, mes
        year: años, año
        hour: horas, hora
        minute: minutos, minuto
        km: kilómetros, kilómetro, km
        metre: metros, metro
        ton: toneladas, tonelada
        degree: grados
        time: veces
    """),
    glued=words("km kg cm mm"),
    percent=frozenset({"%", "por ciento"}),
    points=frozenset({"puntos porcentuales"}),
    currencies=classes("""
        $: dólares, dólar
        €: euros, euro
        £: libras
        ₽: rublos
        peso: pesos, peso
    """),
    symbols=SYMBOLS,
    durations=words("minute hour day week month year"),
    generic=words("minute hour day week month year km metre ton degree time"),
    apart=words("después antes atrás"),
    passing=words("de otras otros"),
    other=words("otras otros más"),
    of=words("de"),
    numbered=words("número nº n artículo capítulo página vuelo canal carretera ley línea"),
    clock=words("h horas hora"),
    roles=classes("""
        dead: muertos, muerto, murieron, fallecidos, fallecieron, asesinados
        injured: heridos, herido, heridas
        arrested: detenidos, detenidas, arrestados
        missing: desaparecidos, desaparecidas
    """),
    linking=words("fueron han sido están resultaron"),
    bare=words("person dead injured"),
    weekdays=numbered("""
        0 lunes
        1 martes
        2 miércoles
        3 jueves
        4 viernes
        5 sábado
        6 domingo
    """),
    months=numbered("""
        1 enero
        2 febrero
        3 marzo
        4 abril
        5 mayo
        6 junio
        7 julio
        8 agosto
        9 septiembre setiembre
        10 octubre
        11 noviembre
        12 diciembre
    """),
    leads=words("en desde hasta"),
    shifts=classes("""
        day 0: hoy, esta mañana, esta noche
        day -1: ayer, anoche
        week 0: esta semana
        week -1: la semana pasada
        week 1: la próxima semana
        month 0: este mes
        month -1: el mes pasado
        month 1: el próximo mes
        year 0: este año
        year -1: el año pasado
        year 1: el próximo año
    """),
    future=words("va van será serán prevé prevén previsto prevista"),
    past=("ó", "aron", "ieron"),
    participles=("ado", "ido", "ados", "idos", "ada", "ida", "adas", "idas"),
    coming=("rá", "rán"),
    pasts=words(
        "fue fueron era eran estaba estaban había habían hizo hubo dijo votó cerró ganó abrió mató pagó firmó cayó"
    ),
    bygone=words("ha han había habían fue fueron era eran"),
    open=words("iba iban debía debían sería serían"),
    auxiliaries=words("ha han había habían fue fueron era eran sido"),
    adverbs=words("no ya también sido"),
    since=words("desde"),
    lasting=words("hasta para"),
    ahead=words("hasta para"),
    hours=words("el la los del final fin de"),
    clauses=words("cuando donde"),
    coordinating=words("y pero o"),
    opening=words("que quien"),
    day_marks=words("de del"),
)
